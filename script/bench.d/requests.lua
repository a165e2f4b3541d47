-- What wrk sends, and the one line of figures that it gives at the end.
--
-- wrk -s requests.lua URL -- FILE SHARE [FILE SHARE …]
-- A file holds one request a line: METHOD, target, token, body, with tabs between. Each request is drawn at random:
-- first the file by its share, then the line.

local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("seed", 20261121 + threads)
end

local function rendered(line)
  local method, target, token, body = line:match("^(%S+)\t(%S+)\t(%S*)\t(.*)$")
  local fields = { ["Accept"] = "application/json" }
  if token ~= "" then fields["Authorization"] = "Bearer " .. token end
  if body ~= "" then fields["Content-Type"] = "application/json" else body = nil end
  return wrk.format(method, target, fields, body)
end

local drawn, total = {}, 0

function init(args)
  math.randomseed(seed)
  for i = 1, #args, 2 do
    local requests = {}
    for line in io.lines(args[i]) do requests[#requests + 1] = rendered(line) end
    total = total + tonumber(args[i + 1])
    drawn[#drawn + 1] = { upto = total, requests = requests }
  end
end

function request()
  local requests = drawn[1].requests
  if #drawn > 1 then
    local share = math.random(total)
    for _, file in ipairs(drawn) do
      if share <= file.upto then
        requests = file.requests
        break
      end
    end
  end
  return requests[math.random(#requests)]
end

-- RESULT requests microseconds bytes p50 p99 (µs) statuses-over-399 socket-errors
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d %d %d\n",
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
