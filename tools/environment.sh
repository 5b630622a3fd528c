#!/bin/sh
# Makes .venv, brings it up to date, or heals it:  tools/environment.sh run | test
#
# run: what running needs (requirements.txt). test: all (requirements-dev.txt). Exact versions, each file by its hash.
# Any Python from 3.11 to 3.14 with venv serves; PYTHON names one. POSIX sh: this runs before there is anything else.
set -eu
cd "$(dirname "$0")/.."

venv=.venv
what=${1:?run or test}
case $what in
    run) list=requirements.txt ;;
    test) list=requirements-dev.txt ;;
    *) echo "tools/environment.sh run | test" >&2; exit 2 ;;
esac

say() { printf '%s\n' "$@" >&2; }

# Prints 3.11 to 3.14 if the program is such a Python. A name alone proves nothing: pyenv's stand there without one.
version_of() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14) or print("%d.%d" % sys.version_info[:2]))' \
        2>/dev/null
}

# Debian takes ensurepip, and so venv, out of Python and into a package of its own.
find_python() {
    without_venv=
    for name in ${PYTHON:-python3.11 python3.12 python3.13 python3.14 python3 python}; do
        version=$(version_of "$name") || continue
        if "$name" -c 'import ensurepip, venv' 2>/dev/null; then python=$name; return 0; fi
        without_venv="$without_venv $version"
    done
    if [ -n "$without_venv" ]; then
        say "Python$without_venv is here, but not its module venv."
    elif [ -n "${PYTHON:-}" ]; then
        say "PYTHON names $PYTHON, which is no Python from 3.11 to 3.14."
    else
        say "No Python from 3.11 to 3.14 was found."
    fi
    newest=${without_venv##* }
    say "Python 3.11 to 3.14 with venv is needed. Install it, then run the same command again:" \
        "  Debian, Ubuntu:  sudo apt-get install python${newest:-3} python${newest:-3}-venv" \
        "  Fedora:          sudo dnf install python${newest:-3.13}" \
        "  macOS:           brew install python@${newest:-3.13}"
    exit 1
}

# Whether what stands in .venv can be installed into. "unfinished" is left by an installation that was cut off.
sound() {
    [ ! -e "$venv/unfinished" ] && version_of "$venv/bin/python" >/dev/null \
        && "$venv/bin/python" -m pip --version >/dev/null 2>&1
}

make_environment() {
    find_python
    if [ -e "$venv" ]; then say "The environment in $venv is not whole. It is made again."; fi
    "$python" -m venv --clear "$venv" || {
        say "The environment could not be made in $PWD/$venv. What Python said stands above."
        exit 1
    }
}

mark_of() { echo "$1 $(cksum <"$2")"; }

if version_of "$venv/bin/python" >/dev/null && [ ! -e "$venv/unfinished" ] \
    && grep -qxF "$(mark_of "$what" "$list")" "$venv/installed" 2>/dev/null; then
    exit 0
fi

if [ ! -w . ] || { [ -e "$venv" ] && [ ! -w "$venv" ]; }; then
    say "$PWD may not be written by $(id -un), and the environment ($venv) is made in it." \
        "Run this as the folder's owner, or in a copy of the folder that is yours."
    exit 1
fi

sound || make_environment
say "Installing what is needed to $what, once (some minutes; the network is needed for this only)."
rm -f "$venv/installed"
: >"$venv/unfinished"
if ! "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r "$list"
then
    rm -f "$venv/unfinished"  # pip gave up by itself, and took back what it had begun
    say "The packages could not be installed. What pip said stands above." \
        "Without a network: they come from https://pypi.org, once; connect, or name a mirror in PIP_INDEX_URL." \
        "On a full disk: some 1,300 MB are needed. Without glibc (Alpine): there are no ready-made packages." \
        "Then run the same command again."
    exit 1
fi
{
    mark_of run requirements.txt
    if [ "$what" = test ]; then mark_of test requirements-dev.txt; fi
} >"$venv/installed"
rm -f "$venv/unfinished"
