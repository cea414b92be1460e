-- wrk's script: each request is another fax, a form with the event and a document of SIZE bytes.
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

local run = os.getenv("RUN")
local document = "%PDF-1.4\n" .. string.rep("0123456789abcdef", os.getenv("SIZE") / 16)
local boundary = "----------------------------bench"
local head = "--" .. boundary .. "\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\n"
local event = '{"resultInfo":"OK","messageId":"%s","channelType":"web","isArchived":false,' ..
  '"isFilePurged":false,"deliveryId":"2210514133330175","watermark":"2210514133425960493",' ..
  '"messageNumber":"1436823","status":"success","pagesCount":1,"pagesComplete":1,"duration":22000,' ..
  '"faxNumber":"+18332394039","faxCsid":"702432","faxCallerId":"702422","faxECM":256,' ..
  '"faxSpeed":14400,"faxDetected":true,"faxProtocol":17,"faxAttempt":1,"direction":"inbound",' ..
  '"errorCode":"0","resultCode":"0","country":"US","resolvedDate":"2021-05-14T13:34:00.000Z",' ..
  '"createdAt":"2021-05-14T13:34:30.000Z","processingStatusName":"success",' ..
  '"recipientName":null,"subject":null,"deviceId":null,"faxbridgeId":null,"deletedAt":null,"cf":{}}'
local middle = "\r\n--" .. boundary .. "\r\nContent-Disposition: form-data; name=\"attachment\"; " ..
  "filename=\"fax.pdf\"\r\nContent-Type: application/pdf\r\n\r\n" .. document ..
  "\r\n--" .. boundary .. "--\r\n"
local headers = {
  ["Content-Type"] = "multipart/form-data; boundary=" .. boundary,
  ["Authorization"] = "Basic ZG9jdW1vOnNlY3JldA==",
}
local count = 0

function request()
  count = count + 1
  local id = string.format("%s-%d-%d", run, number, count)
  return wrk.format("POST", "/webhook", headers, head .. string.format(event, id) .. middle)
end

function done(summary, latency, requests)
  io.write(string.format("RESULT %.1f %.2f %.2f %d %d\n",
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, summary.requests,
    summary.errors.connect + summary.errors.read + summary.errors.write +
    summary.errors.status + summary.errors.timeout))
end
