-- A real editor: open a file, see the diagnostic, apply the fix, complete inside `Dense: {`.
-- Prints one line a step and ends with status 0, or with 1 and what was seen instead.

local function fail(message)
  io.stderr:write("FAIL " .. message .. "\n")
  vim.cmd("cquit 1")
end

local function await(what, condition)
  if not vim.wait(60000, condition, 20) then
    fail(what)
  end
end

local function request(buffer, method, params)
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 60000)
  for _, answer in pairs(answers or {}) do
    if answer.error then
      fail(method .. ": " .. vim.inspect(answer.error))
    end
    if answer.result then
      return answer.result
    end
  end
  fail(method .. ": no answer")
end

local path = vim.fn.tempname() .. ".yaml"
local file = assert(io.open(path, "w"))
file:write([[
input: [28, 28, 1]
layers:
  - Flatten
  - Dense: {units: 64, activation: rleu}
  - Dense: {units: 10, activation: softmax}
compile: {optimizer: adam, loss: categorical_crossentropy}
]])
file:close()

vim.cmd("edit " .. path)
vim.bo.filetype = "yaml"
local buffer = vim.api.nvim_get_current_buf()

local function errors()
  return vim.diagnostic.get(buffer, { severity = vim.diagnostic.severity.ERROR })
end

-- 1. the diagnostic
await("no diagnostic", function()
  return #errors() > 0
end)
local found = errors()[1]
if not found.message:find("no activation is called `rleu`", 1, true) or found.lnum ~= 3 then
  fail("another diagnostic: " .. vim.inspect(found))
end
print("diagnostic: line " .. (found.lnum + 1) .. ": " .. found.message:gsub("\n", "; "))

-- 2. the fix
local params = {
  textDocument = vim.lsp.util.make_text_document_params(buffer),
  range = {
    start = { line = found.lnum, character = found.col },
    ["end"] = { line = found.end_lnum, character = found.end_col },
  },
  context = { diagnostics = {}, only = { "quickfix" } },
}
local actions = request(buffer, "textDocument/codeAction", params)
local preferred
for _, action in ipairs(actions) do
  if action.isPreferred then
    preferred = action
  end
end
if not preferred then
  fail("no preferred action: " .. vim.inspect(actions))
end
vim.lsp.util.apply_workspace_edit(preferred.edit, "utf-16")
local line = vim.api.nvim_buf_get_lines(buffer, 3, 4, false)[1]
if not line:find("activation: relu}", 1, true) then
  fail("the fix was not applied: " .. line)
end
print("fix: " .. preferred.title .. " -> " .. vim.trim(line))
await("the diagnostic stays", function()
  return #errors() == 0
end)

-- 3. completion inside braces
vim.api.nvim_buf_set_lines(buffer, 4, 4, false, { "  - Dense: {" })
vim.api.nvim_win_set_cursor(0, { 5, 12 })
local at = { textDocument = vim.lsp.util.make_text_document_params(buffer), position = { line = 4, character = 12 } }
local list = request(buffer, "textDocument/completion", at)
local words = vim.lsp.util.text_document_completion_list_to_complete_items(list, "")
table.sort(words, function(a, b)
  local first, second = a.user_data.nvim.lsp.completion_item, b.user_data.nvim.lsp.completion_item
  return (first.sortText or first.label) < (second.sortText or second.label)
end)
local labels = {}
for _, word in ipairs(words) do
  table.insert(labels, word.abbr)
end
if labels[1] ~= "units" or labels[2] ~= "activation" then
  fail("other completions: " .. table.concat(labels, " "))
end
print("completion inside `Dense: {`: " .. table.concat(labels, " ", 1, 5) .. " ...")
vim.cmd("qall!")
