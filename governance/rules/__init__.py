"""Rules as pure functions: facts of one Member in, one frozen verdict out; no database, no screen.

One rule per file, each opening with the article that it applies. Rules import the standard library,
governance.money and governance.words, and each other; nothing else.
"""
