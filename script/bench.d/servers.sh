# shellcheck shell=bash disable=SC2034,SC2154 # variables shared with script/bench
# The servers that are measured: for each, how its data is made (once, kept in .build-bench/data) and how it is started
# on a copy of it. Sourced by script/bench.

# The folder of a server's data; another generator, schema or size gives another one: NAME
data_folder() {
    local key
    key=$(cat "$here"/*.py "$root"/migrations/*.sql <(echo "$people $pocketbase_version") | sha256sum | cut -c1-12)
    echo "$state/data/$1-$key"
}

# Makes a server's data unless it is there. Tokens live 90 days, so data older than 60 is made again: NAME
prepare() {
    local data part
    data=$(data_folder "$1")
    if [[ -e $data && -n $(find "$data" -maxdepth 0 -mtime -60) ]]; then return; fi
    say "filling $1 with $people people"
    part=$state/data/part-$1
    rm -rf "$data" "$part" && mkdir -p "$part"
    "fill_$1" "$part"
    mv "$part" "$data"
}

fill_kith() {
    local number
    "$kith" migrate --database "$1/kith.db" >/dev/null
    for number in $(seq -w 0 39); do
        "$kith" token create --database "$1/kith.db" --name "Bench worker $number" --role practitioner >>"$1/tokens"
    done
    python3 "$here/fill_kith.py" "$1/kith.db" "$1/tokens" "$1" "$people"
}

# Kith is measured as it comes: tokens checked, access decided, synchronous=FULL, and a line a request in its log,
# which goes to /dev/null so that writing it to a disk does not delay the commits that W3 waits for.
start_kith() {
    rm -rf "$run/kith" && mkdir -p "$run/kith"
    cp "$(data_folder kith)/kith.db" "$run/kith/kith.db"
    "$kith" serve --database "$run/kith/kith.db" --listen 127.0.0.1:0 >"$run/kith/out" 2>/dev/null &
    pid_of[kith]=$!
    wait_for "$run/kith/out" "listening on" "$!"
    url_of[kith]=$(sed -n 's/^listening on //p' "$run/kith/out" | head -1)
}

# Creates the collections over PocketBase's API, then fills its database while it is stopped.
fill_pocketbase() {
    local email=bench@example.org password
    password=$(head -c 18 /dev/urandom | base64)
    "$state/venv/bin/pocketbase" superuser upsert "$email" "$password" --dir "$1/pb_data" >"$1/log" 2>&1
    serve_pocketbase "$1"
    python3 "$here/pocketbase_api.py" "${url_of[pocketbase]}" "$email" "$password" "$1/tokens"
    stop pocketbase
    python3 "$here/fill_pocketbase.py" "$1/pb_data/data.db" "$1/tokens" "$1" "$people"
}

# PocketBase with its own settings but for what pocketbase_api.py says; nothing watched, nothing migrated meanwhile.
serve_pocketbase() {
    local port
    port=$(free_port)
    "$state/venv/bin/pocketbase" serve --http "127.0.0.1:$port" --dir "$1/pb_data" --automigrate=false \
        --hooksWatch=false >"$1/out" 2>&1 &
    pid_of[pocketbase]=$!
    url_of[pocketbase]=http://127.0.0.1:$port
    wait_for "$1/out" "Server started" "$!"
}

start_pocketbase() {
    rm -rf "$run/pocketbase" && mkdir -p "$run/pocketbase"
    cp -r "$(data_folder pocketbase)/pb_data" "$run/pocketbase/pb_data"
    serve_pocketbase "$run/pocketbase"
}

# nginx serves what Kith answered, as files: the samples in $run/nginx/html, with Kith's own fields added.
prepare_nginx() {
    local workload token
    token=$(head -1 "$(data_folder kith)/W1.tsv" | cut -f3)
    for workload in W1 W2 W2-cases W3; do
        printf 'GET\t/%s.json\t%s\t\n' "$workload" "$token" >"$run/nginx/$workload.tsv"
    done
}

# As fast as nginx comes: a worker a core, each with its own listener, open files kept, no log, no connection closed.
start_nginx() {
    local port folder=$run/nginx user=''
    port=$(free_port)
    [[ $(id -u) -ne 0 ]] || user='user root;'
    mkdir -p "$folder/temp"
    cat >"$folder/nginx.conf" <<CONF
$user
worker_processes $(nproc);
worker_rlimit_nofile 20000;
daemon off;
pid $folder/nginx.pid;
error_log $folder/error.log;
events { worker_connections 16384; }
http {
    access_log off;
    sendfile on;
    tcp_nopush on;
    tcp_nodelay on;
    keepalive_timeout 600s;
    keepalive_requests 1000000000;
    open_file_cache max=100 inactive=3600s;
    open_file_cache_valid 3600s;
    types { }
    default_type application/json;
    client_body_temp_path $folder/temp/body;
    proxy_temp_path $folder/temp/proxy;
    fastcgi_temp_path $folder/temp/fastcgi;
    uwsgi_temp_path $folder/temp/uwsgi;
    scgi_temp_path $folder/temp/scgi;
    server {
        listen 127.0.0.1:$port reuseport backlog=4096;
        root $folder/html;
$(awk -F '\t' '{ printf "        add_header %s \"%s\";\n", $1, $2 }' "$folder/W1.fields")
    }
}
CONF
    nginx -p "$folder" -c "$folder/nginx.conf" >"$folder/out" 2>&1 &
    pid_of[nginx]=$!
    url_of[nginx]=http://127.0.0.1:$port
    # The pid file stands when the listeners do.
    touch "$folder/nginx.pid"
    wait_for "$folder/nginx.pid" . "$!"
}
