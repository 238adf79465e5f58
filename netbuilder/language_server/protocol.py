"""The protocol of pygls with documents of our own.

pygls breaks lines where Python's `splitlines` does, at form feeds and U+2028 too, which no editor counts; and it copies
the whole text for every key. Notifications of documents are plain functions here, as they come with every key.
"""

import json
import logging
from collections.abc import Awaitable, Callable
from threading import Event
from typing import Any, NamedTuple

from lsprotocol import types
from pygls.exceptions import FeatureNotificationError, JsonRpcException, JsonRpcInvalidRequest
from pygls.protocol import JsonRPCNotification, LanguageServerProtocol, lsp_method

from netbuilder.language_server.workspace import Workspace

logger = logging.getLogger(__name__)


class Encoded(NamedTuple):
    """A result that is JSON already: what is the same for every request is written once."""

    text: str


class Protocol(LanguageServerProtocol):
    """What a client says, and what becomes of it."""

    def __init__(self, *arguments: Any) -> None:
        self.documents = Workspace()
        self.execute: Callable[[types.ExecuteCommandParams], Awaitable[Any]]
        """What runs a command."""
        self.stop = Event()
        """Set once the client says that it goes: pygls would end the process, and with it all other clients."""
        super().__init__(*arguments)

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Note the text of a document."""
        self.documents.open(params.text_document)
        self._tell(types.TEXT_DOCUMENT_DID_OPEN, params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Take the changes of a text; of one that is not open there is nothing to change."""
        document = self.documents.get(params.text_document.uri)
        if document is None:
            return
        for change in params.content_changes:
            document.change(change)
        document.version = params.text_document.version
        self.documents.changed()
        self._tell(types.TEXT_DOCUMENT_DID_CHANGE, params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget a document."""
        self.documents.close(params.text_document.uri)
        self._tell(types.TEXT_DOCUMENT_DID_CLOSE, params)

    @lsp_method(types.WORKSPACE_EXECUTE_COMMAND)
    async def lsp_workspace__execute_command(  # type: ignore[override]
        self, params: types.ExecuteCommandParams
    ) -> Any:
        """Run a command, as a task that the client can cancel."""
        return await self.execute(params)

    @lsp_method(types.EXIT)
    def lsp_exit(self, *arguments: Any) -> None:  # type: ignore[override]
        """Stop listening to this client."""
        self.stop.set()

    @property
    def is_shut_down(self) -> bool:
        """Whether the client has asked for the end before it went."""
        return bool(self._shutdown)

    def _send_response(self, msg_id: Any, result: Any = None, error: Any = None) -> None:
        if not isinstance(result, Encoded):
            super()._send_response(msg_id, result, error)
            return
        self._result_types.pop(msg_id, None)
        self.send_text(f'{{"jsonrpc":"2.0","id":{json.dumps(msg_id)},"result":{result.text}}}')

    def send_text(self, text: str) -> None:
        """Send a message that is JSON already."""
        body = text.encode()
        header = f"Content-Length: {len(body)}\r\n\r\n".encode() if self._include_headers else b""
        if self.writer is not None:
            self.writer.write(header + body)

    def _send_handler_result(self, future: Any, *, msg_id: Any) -> None:
        refused = None if future.cancelled() else future.exception()
        if isinstance(refused, JsonRpcException):  # an answer like any other, and nothing for the log
            self._request_futures.pop(msg_id, None)
            self._send_response(msg_id, error=refused.to_response_error())
            return
        super()._send_handler_result(future, msg_id=msg_id)

    def handle_message(self, message: Any) -> None:
        """Answer a message; after `shutdown` a request is an error, and has its answer all the same."""
        if self._shutdown and hasattr(message, "id") and hasattr(message, "method"):
            self._send_response(message.id, error=JsonRpcInvalidRequest().to_response_error())
            return
        if type(message) is types.DidChangeTextDocumentNotification and not self._shutdown:
            # Straight there: it comes with every key, and pygls takes a tenth of a millisecond to find the way.
            try:
                self.lsp_text_document__did_change(message.params)
            except Exception as error:
                logger.exception("a change of a text")
                self._server._report_server_error(error, FeatureNotificationError)
            return
        super().handle_message(message)

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message as a record; a request that is none of the protocol's is answered with what is wrong."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" not in data or "method" not in data:
                raise
            self._send_response(data["id"], error=error.to_response_error())
            return JsonRPCNotification(method="$/answered", jsonrpc=self.VERSION, params=None)

    def _tell(self, method: str, params: Any) -> None:
        handler = self.fm.features.get(method)
        if handler is not None:
            handler(params)
