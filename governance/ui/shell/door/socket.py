"""What a browser says to a page over its websocket, and what of it is handed on."""

from __future__ import annotations

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg

_LONGEST_BYTES = 4 * 1024 * 1024  # of what stands in the boxes of a page; files go by another way
_USES = frozenset({"rerun_script", "stop_script", "file_urls_request", "app_heartbeat"})
_OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})
_KEPT = ("query_string", "page_script_hash", "page_name", "context_info")


def handed_on(data: bytes) -> BackMsg | None:
    """A message that a page of ours has reason to send, or None: not one in which more is said than stands on any page,
    nor those by which whoever knows how empties the caches of all, asks for the state of the source, or has files
    written beside it."""
    if len(data) > _LONGEST_BYTES:
        return None
    try:
        message = BackMsg.FromString(data)
    except DecodeError:
        return None
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        asked = {field.name for field, _ in message.backend_operation_request.ListFields()}
        return message if asked & _OPERATIONS else None
    return message if kind in _USES else None


def is_use(message: BackMsg) -> bool:
    """Whether somebody did something: a page that draws itself again, or only says that it is there, is no use."""
    kind = message.WhichOneof("type")
    return kind != "app_heartbeat" and not (kind == "rerun_script" and message.rerun_script.is_auto_rerun)


def bare(message: BackMsg) -> BackMsg | None:
    """Of somebody whose session has ended: draw the page from its beginning, where it says so, with nothing of what was
    typed or pressed. Other messages are None."""
    if message.WhichOneof("type") != "rerun_script":
        return None
    plain = BackMsg()
    plain.rerun_script.SetInParent()
    for name in _KEPT:
        value = getattr(message.rerun_script, name)
        if name == "context_info":
            plain.rerun_script.context_info.CopyFrom(value)
        else:
            setattr(plain.rerun_script, name, value)
    return plain
