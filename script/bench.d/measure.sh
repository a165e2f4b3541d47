# shellcheck shell=bash disable=SC2034,SC2154 # variables shared with script/bench
# One run of wrk, the rounds, the idle connections, and what is written down of them. Sourced by script/bench.

# The status that a server answers a workload's requests with, and how many items are in it.
declare -rA status_of=([kith]=200 [nginx]=200 [pocketbase]=200 [kith:W3]=201)
declare -rA items_of=([W2]=50 [W2-cases]=50)
# Bytes of a whole answer by workload and server, as sampled: an answer that is not what it should be has another size.
declare -A bytes_of=()

requests_of() {
    if [[ $1 == nginx ]]; then echo "$run/nginx"; else data_folder "$1"; fi
}

# Asks a few requests of each workload; Kith's answers of median size become nginx's files: SERVER
sample() {
    local server=$1 workload folder status files sizes
    [[ $server != nginx ]] || prepare_nginx
    folder=$(requests_of "$server")
    for workload in W1 W2 W2-cases W3; do
        status=${status_of[$server:$workload]:-${status_of[$server]}} files=()
        [[ $server != kith ]] || files=("$run/nginx/html/$workload.json" "$run/nginx/$workload.fields")
        sizes=$(python3 "$here/sample.py" "${url_of[$server]}" "$folder/$workload.tsv" "$status" \
            "${items_of[$workload]:-0}" "${files[@]}") || fail "$server does not answer $workload as it should"
        bytes_of[$server:$workload]=${sizes#* }
        say "$server $workload: body ${sizes% *} bytes, answer ${sizes#* }"
    done
    bytes_of[$server:W4]=$(((${bytes_of[$server:W1]} * 9 + ${bytes_of[$server:W3]}) / 10))
}

# Runs wrk once; its RESULT line is in $run/wrk: SERVER WORKLOAD SECONDS
run_wrk() {
    local folder files
    folder=$(requests_of "$1")
    case $2 in
    W4) files=("$folder/W1.tsv" 9 "$folder/W3.tsv" 1) ;;
    *) files=("$folder/$2.tsv" 1) ;;
    esac
    # In the background, so that an interrupt ends the run at once.
    timeout -k 1 $(($3 + 30)) wrk -t"$threads" -c"$connections" -d"$3s" --timeout 10s -s "$here/requests.lua" \
        "${url_of[$1]}" -- "${files[@]}" >"$run/wrk" 2>&1 &
    pid_of[wrk]=$!
    wait "$!" || fail "wrk failed against $1, $2: $(tail -3 "$run/wrk")"
    unset 'pid_of[wrk]'
}

# Measures once and writes a line of results: SERVER WORKLOAD ROUND [NAME-IN-THE-TABLE]
measure() {
    local requests microseconds bytes p50 p99 bad broken expected=${bytes_of[$1:$2]} each
    run_wrk "$1" "$2" "$seconds"
    read -r _ requests microseconds bytes p50 p99 bad broken < <(grep '^RESULT' "$run/wrk") ||
        fail "wrk gave no result against $1, $2: $(tail -3 "$run/wrk")"
    ((requests > 0)) || fail "$1 answered nothing to $2"
    ((bad == 0 && broken == 0)) || fail "$1, $2: of $requests answers $bad not 2xx; $broken socket errors"
    each=$((bytes / requests))
    ((each * 10 > expected * 7 && each * 10 < expected * 13)) ||
        fail "$1, $2: an answer has $each bytes, not about $expected as sampled"
    awk -v OFS='\t' -v w="${4:-$2}" -v r="$3" -v s="$1" -v n="$requests" -v us="$microseconds" -v a="$p50" \
        -v z="$p99" -v b="$each" 'BEGIN { print w, r, s, n * 1e6 / us, a, z, b }' | tee -a "$run/results.tsv" >&2
}

# Kith, nginx, PocketBase, Kith, nginx, …: WORKLOAD
measure_rounds() {
    local round server
    for server in "${servers[@]}"; do run_wrk "$server" "$1" "$warmup_seconds"; done
    for round in $(seq "$rounds"); do
        for server in "${servers[@]}"; do measure "$server" "$1" "$round"; done
    done
}

# Each server started afresh and warmed up, then held with idle connections while W1 is measured beside them. Servers
# are minutes apart here, so that a row is to be compared with the same server's row before it: no ratios.
measure_idle() {
    local server line resident anonymous closed
    for server in "${servers[@]}"; do
        stop "$server"
        "start_$server"
        run_wrk "$server" W1 "$warmup_seconds"
        measure "$server" W1 "idle-$server" "W1, none idle"
        coproc HOLD {
            exec python3 "$here/idle.py" "${url_of[$server]}" "$(requests_of "$server")/W1.tsv" \
                "${pid_of[$server]}" "$idle_connections" 2>"$run/idle"
        }
        # shellcheck disable=SC2153 # bash sets HOLD_PID
        pid_of[hold]=$HOLD_PID
        read -r -t 120 line <&"${HOLD[0]}" ||
            fail "$server does not hold $idle_connections connections: $(cat "$run/idle")"
        read -r _ _ resident anonymous <<<"$line"
        measure "$server" W1 "idle-$server" "W1, ${idle_connections} idle"
        echo >&"${HOLD[1]}"
        read -r -t 20 _ closed <&"${HOLD[0]}" || closed=unknown
        wait "${pid_of[hold]}" || true
        unset 'pid_of[hold]'
        [[ $closed == 0 ]] || fail "$server closed $closed of $idle_connections idle connections"
        awk -v s="$server" -v n="$idle_connections" -v r="$resident" -v a="$anonymous" 'BEGIN {
            printf "- %s: %d idle connections, %.2f KB resident each", s, n, r / 1024
            printf " (%.2f KB of it anonymous)\n", a / 1024
        }' >>"$run/notes"
    done
}

version_of() {
    case $1 in
    kith) echo "kith $(git -C "$root" rev-parse --short HEAD)$(git -C "$root" diff --quiet HEAD || echo '+changes')" ;;
    wrk) wrk -v 2>&1 | sed -n '1s/^\(wrk [^ ]*\).*/\1/p' ;;
    nginx) nginx -v 2>&1 | sed 's/.*: //' ;;
    pocketbase) "$state/venv/bin/pocketbase" --version | sed 's/ version / /' ;;
    esac
}

# How durable a write is, and how much memory was used under all of the load.
note_memory() {
    local server durable
    for server in "${servers[@]}"; do
        case $server in
        kith) durable="WAL, synchronous=FULL: answered after the sync, the case's new version in the same commit" ;;
        nginx) durable="writes nothing; in W3 and W4 it sends a file of the answer's size" ;;
        pocketbase)
            durable="WAL, $(grep -aom1 'synchronous([A-Z]*)' "$state/venv/bin/pocketbase"): answered before any sync"
            ;;
        esac
        echo "- $server: $durable" >>"$run/notes"
    done
    awk '/VmHWM/ { peak = $2 } /RssAnon/ { anonymous = $2 } END {
        printf "- kith: at most %.0f MB resident under load; %.0f MB of anonymous memory at the end of it\n",
            peak / 1024, anonymous / 1024 }' "/proc/${pid_of[kith]}/status" >>"$run/notes"
}
