"""Files that leave by addresses of our own, which ask who wants them; Streamlit's links to files ask nobody.

`listed.py` names every address, `wanted.py` reads what one says, `answering.py` answers. To add an address: a function
that makes a `File` of a request, in the file of its subject, and a line in `listed.py`; `addresses.py` writes links.
"""
