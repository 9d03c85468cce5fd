-- Requests of a file, separated by the record separator, in turn.
local requests, fresh, at, prefix = {}, {}, 0, ""

function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  for text in file:read("*a"):gmatch("[^\30]+") do
    requests[#requests + 1] = text
    fresh[#requests] = text:find("{key}", 1, true) ~= nil or text:find("{address}", 1, true) ~= nil
  end
  file:close()
  at = tonumber(arguments[2])
  prefix = arguments[3]
end

function request()
  local index = at % #requests + 1
  at = at + 1
  if not fresh[index] then return requests[index] end
  local address = string.format("10.%d.%d.%d", math.random(0, 255), math.random(0, 255), math.random(1, 254))
  return (requests[index]:gsub("{key}", prefix .. "-" .. at):gsub("{address}", address))
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  local seconds = summary.duration / 1e6
  print(string.format('{"count":%d,"perSecond":%f,"p50":%f,"p99":%f,"failed":%d}',
    summary.requests, summary.requests / seconds,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, failed))
end
