;;; vibe.el --- vibe beside other language servers -*- lexical-binding: t -*-

;; lsp-mode: vibe runs beside the server of the language. M-x lsp-execute-code-action offers its actions.
(with-eval-after-load 'lsp-mode
  (lsp-register-client
   (make-lsp-client
    :new-connection (lsp-stdio-connection '("vibe" "lsp"))
    :activation-fn (lambda (&rest _) t)
    :add-on? t
    :server-id 'vibe)))

;; eglot has one server for a buffer, so this is for languages without another one.
;; M-x eglot-code-actions offers the actions.
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '((text-mode conf-mode) . ("vibe" "lsp"))))
