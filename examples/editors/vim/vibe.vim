" Vim 9 with github.com/yegappan/lsp: put this into your vimrc, behind what loads the plug-in.

autocmd User LspSetup call LspAddServer([#{name: 'vibe', path: 'vibe', args: ['lsp'],
      \ filetype: ['c', 'cpp', 'css', 'go', 'html', 'java', 'javascript', 'kotlin', 'lua',
      \   'markdown', 'php', 'python', 'ruby', 'rust', 'sh', 'typescript', 'vim', 'yaml']}])

" vibe writes to the disk what it changes in a buffer: then there is nothing to ask.
function s:Changed(buffer, file)
  let v:fcs_choice = filereadable(a:file) && getbufline(a:buffer, 1, '$') ==# readfile(a:file)
        \ ? 'reload' : 'ask'
endfunction
augroup vibe
  autocmd!
  autocmd FileChangedShell * call s:Changed(str2nr(expand('<abuf>')), expand('<afile>:p'))
  autocmd BufWritePre,CursorHold,TextChanged * ++nested if &buftype ==# '' | checktime % | endif
augroup END
