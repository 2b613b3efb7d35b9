const { window, workspace } = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

let client;

// Words of your own for "edit selection…": the protocol has no field for them.
async function executeCommand(command, args, next) {
  const [argument] = args;
  if (command !== 'vibe.edit' || argument.marker || argument.instruction) {
    return next(command, args);
  }
  const instruction = await window.showInputBox({ prompt: 'vibe: what is to be done to the selection?' });
  return instruction ? next(command, [{ ...argument, instruction }]) : undefined;
}

exports.activate = () => {
  const command = workspace.getConfiguration('vibe').get('command');
  client = new LanguageClient(
    'vibe',
    'Vibe',
    { command, args: ['lsp'] },
    { documentSelector: [{ scheme: 'file' }], middleware: { executeCommand } },
  );
  return client.start();
};

exports.deactivate = () => client?.stop();
