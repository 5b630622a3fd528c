"""From the bytes of a file to its sheets, every cell as the file's own format types it. Nothing is interpreted here.

`process` asks for it, `__main__` is the process that is asked, and nothing is imported here, so that it starts quickly.
"""
