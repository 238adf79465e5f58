-- netbuilder in Neovim without any plugin. With Neovim 0.11 or later all that is needed is the first branch.
-- `netbuilder` is to be on the PATH, or NETBUILDER names the command: NETBUILDER=".venv/bin/netbuilder".

local command = { os.getenv("NETBUILDER") or "netbuilder", "lsp" }
local roots = { "pyproject.toml", ".git" }

if vim.lsp.config and vim.lsp.enable then
  vim.lsp.config("netbuilder", { cmd = command, filetypes = { "yaml" }, root_markers = roots })
  vim.lsp.enable("netbuilder")
else
  -- Neovim 0.7 to 0.10.
  local client
  vim.filetype = vim.filetype or {}
  vim.api.nvim_create_autocmd("FileType", {
    pattern = "yaml",
    callback = function(event)
      client = client or vim.lsp.start_client({
        name = "netbuilder",
        cmd = command,
        root_dir = vim.fn.getcwd(),
        capabilities = vim.lsp.protocol.make_client_capabilities(),
      })
      if client then -- Neovim has said so where the command is not there
        vim.lsp.buf_attach_client(event.buf, client)
      end
    end,
  })
  vim.cmd("filetype plugin on")
end

vim.api.nvim_create_autocmd("FileType", {
  pattern = "yaml",
  callback = function(event)
    vim.bo[event.buf].omnifunc = "v:lua.vim.lsp.omnifunc" -- Ctrl-X Ctrl-O completes
    vim.keymap.set("n", "K", vim.lsp.buf.hover, { buffer = event.buf })
    vim.keymap.set("n", "<Leader>a", vim.lsp.buf.code_action, { buffer = event.buf })
  end,
})
