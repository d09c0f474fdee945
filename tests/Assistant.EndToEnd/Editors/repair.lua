-- A session in Neovim (0.7 and later): opens a file, takes the preferred repair at each named diagnostic, saves, stops
-- the server. What happened goes to standard output, a line each; an error ends it with exit code 1.
-- Told by its environment: REPAIR_SERVER (path of assistant.dll), REPAIR_FILE, REPAIR_IDS (separated by commas), and
-- REPAIR_MARK, a text that stands in the environment of every process below this one and of no other.
local patience = 45000
local poll = 50

local function say(...)
  io.stdout:write(table.concat({ ... }, ' '), '\n')
  io.stdout:flush()
end

local function read(path)
  local file = io.open(path, 'rb')
  local text = file and file:read('*a') or ''
  if file then
    file:close()
  end
  return text
end

-- Front and engine of this session's server.
local function processes()
  local count = 0
  for _, folder in ipairs(vim.fn.glob('/proc/[0-9]*', true, true)) do
    if read(folder .. '/cmdline'):find('assistant.dll', 1, true) and read(folder .. '/environ'):find(vim.env.REPAIR_MARK, 1, true) then
      count = count + 1
    end
  end
  return count
end

local function start(buffer)
  local config = {
    name = 'assistant',
    cmd = { 'dotnet', vim.env.REPAIR_SERVER, 'serve' },
    root_dir = vim.fn.getcwd(),
    init_options = { trusted = true, diagnostics = true },
  }
  if vim.lsp.start then
    return vim.lsp.start(config, { bufnr = buffer })
  end
  local id = vim.lsp.start_client(config)
  vim.lsp.buf_attach_client(buffer, id)
  return id
end

local function diagnostic(buffer, code)
  for _, found in ipairs(vim.diagnostic.get(buffer)) do
    local sent = found.user_data and found.user_data.lsp or {}
    if (found.code or sent.code) == code then
      return found
    end
  end
end

local function preferred(buffer, id, at)
  local position = { line = at.lnum, character = at.col }
  local answers = vim.lsp.buf_request_sync(buffer, 'textDocument/codeAction', {
    textDocument = { uri = vim.uri_from_bufnr(buffer) },
    range = { start = position, ['end'] = position },
    context = { diagnostics = {}, triggerKind = 1 },
  }, patience)
  for _, action in ipairs(answers and answers[id] and answers[id].result or {}) do
    if action.isPreferred then
      return action
    end
  end
end

local function session()
  vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.REPAIR_FILE))
  local buffer = vim.api.nvim_get_current_buf()
  local id = assert(start(buffer), 'the server was not started')
  for _, code in ipairs(vim.split(vim.env.REPAIR_IDS, ',')) do
    local found, action
    assert(vim.wait(patience, function()
      found = diagnostic(buffer, code)
      return found ~= nil
    end, poll), code .. ' was not published')
    assert(vim.wait(patience, function()
      action = preferred(buffer, id, found)
      return action ~= nil
    end, poll), 'no preferred repair of ' .. code)
    say('repair', code, 'line', tostring(found.lnum + 1) .. ':', action.title)
    vim.lsp.util.apply_workspace_edit(action.edit, vim.lsp.get_client_by_id(id).offset_encoding)
    assert(vim.wait(patience, function()
      return diagnostic(buffer, code) == nil
    end, poll), code .. ' is still published')
  end
  vim.cmd('write')
  say('processes', processes())
  vim.lsp.stop_client(id)
  assert(vim.wait(patience, function()
    return vim.lsp.get_client_by_id(id) == nil and processes() == 0
  end, poll), 'the server still runs: ' .. processes() .. ' processes')
  say('processes', processes())
end

local done, problem = xpcall(session, debug.traceback)
if not done then
  say(problem)
  say(read(vim.lsp.get_log_path()))
end
vim.cmd(done and 'qall!' or 'cquit 1')
