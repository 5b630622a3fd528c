"""AppTest without what it does anew for every page and a server does once: compile its scripts, and look through all
that is installed for components. Both took longer than most pages."""

from __future__ import annotations

from functools import cache
from typing import Any

from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner.script_cache import ScriptCache

_compile = ScriptCache.get_bytecode
_SCRIPTS = ScriptCache()


def keep_what_a_server_keeps() -> None:
    """From now on, for this process."""
    ScriptCache.get_bytecode = _compiled  # type: ignore[method-assign, assignment]
    manifest_scanner.scan_component_manifests = _components


def _compiled(_: ScriptCache, path: str) -> Any:
    return _compile(_SCRIPTS, path)


_components = cache(manifest_scanner.scan_component_manifests)
