// The receiver of Documo's webhook article, as it stands there; only what it needs to be started is
// added, and the log of each event is left out, since nobody would keep it. With FLUSH in the
// environment each document, and the folder that it is in, is flushed to the disk before the answer.
const express = require('express');
const fs = require('fs/promises');
const router = express.Router();
const multer = require('multer');
const httpAuth = require('http-auth');
const upload = multer({dest: 'uploads/'});

const auth = httpAuth.basic({}, (username, password, cb) => {
    cb(username === 'documo' && password === 'secret');
});

async function flush(path) {
    const file = await fs.open(path, 'r');
    await file.sync();
    await file.close();
}

router.post('/webhook',
    upload.single('attachment'),
    auth.check(async function (req, res) {
        JSON.parse(req.body.data);
        if (process.env.FLUSH) {
            await flush(req.file.path);
            await flush(req.file.destination);
        }
        res.sendStatus(200);
    }));

express().use(router).listen(Number(process.env.PORT), '127.0.0.1');
