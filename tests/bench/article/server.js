// The receiver of Documo's webhook article, as it stands there; only what it needs to be started is
// added, and the log of each event is left out, since nobody would keep it.
const express = require('express');
const router = express.Router();
const multer = require('multer');
const httpAuth = require('http-auth');
const upload = multer({dest: 'uploads/'});

const auth = httpAuth.basic({}, (username, password, cb) => {
    cb(username === 'documo' && password === 'secret');
});

router.post('/webhook',
    upload.single('document'),
    auth.check(function (req, res) {
        JSON.parse(req.body.data);
        res.sendStatus(200);
    }));

express().use(router).listen(Number(process.env.PORT), '127.0.0.1');
