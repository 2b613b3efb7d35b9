-- Neovim 0.11 or later: put this into ~/.config/nvim/lua/vibe.lua, and require('vibe') into init.lua.

vim.lsp.config('vibe', { cmd = { 'vibe', 'lsp' }, root_markers = { '.git' } })
vim.lsp.enable('vibe')

-- Words of your own for "edit selection…": the protocol has no field for them.
vim.lsp.commands['vibe.edit'] = function(command, context)
  local client = assert(vim.lsp.get_client_by_id(context.client_id))
  local argument = vim.deepcopy(command.arguments[1])
  local function run()
    client:request('workspace/executeCommand', { command = 'vibe.edit', arguments = { argument } })
  end
  if argument.marker then
    return run()
  end
  vim.ui.input({ prompt = 'vibe: ' }, function(words)
    if words and words ~= '' then
      argument.instruction = words
      run()
    end
  end)
end

vim.api.nvim_create_user_command('VibeStop', function()
  for _, client in ipairs(vim.lsp.get_clients({ name = 'vibe' })) do
    client:request('workspace/executeCommand', { command = 'vibe.stop' })
  end
end, {})

-- vibe writes to the disk what it changes in a buffer: then there is nothing to ask.
vim.api.nvim_create_autocmd('FileChangedShell', {
  callback = function(event)
    local lines = vim.api.nvim_buf_get_lines(event.buf, 0, -1, false)
    local isSame = vim.fn.filereadable(event.match) == 1
      and vim.deep_equal(lines, vim.fn.readfile(event.match))
    vim.v.fcs_choice = isSame and 'reload' or 'ask'
  end,
})
vim.api.nvim_create_autocmd({ 'BufWritePre', 'CursorHold', 'TextChanged' }, {
  nested = true,
  callback = function(event)
    if vim.bo[event.buf].buftype == '' then
      vim.cmd('checktime ' .. event.buf)
    end
  end,
})

-- Neovim gives a server only the diagnostics that it found itself; vibe finds none.
vim.api.nvim_create_user_command('Vibe', function(command)
  local lines = { command.line1, command.line2 }
  local found = {}
  for line = lines[1], lines[2] do
    vim.list_extend(found, vim.diagnostic.get(0, { lnum = line - 1 }))
  end
  local options = { context = { diagnostics = vim.lsp.diagnostic.from(found) } }
  if command.range > 0 then
    local last = vim.api.nvim_buf_get_lines(0, lines[2] - 1, lines[2], false)[1]
    options.range = { start = { lines[1], 0 }, ['end'] = { lines[2], #last } }
  end
  vim.lsp.buf.code_action(options)
end, { range = true })
