#!/usr/bin/env bash
# The servers of a set-up with many machines, for tests and for `make cluster`; with the word "hosts"
# also what the tests of ops/ are made of. Installs what is missing where it may, says what to
# install where it may not.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin

missing=()
# need PACKAGE PROGRAM: the program's name, or a pattern of its path.
need() { command -v "$2" >/dev/null || compgen -G "$2" >/dev/null || missing+=("$1"); }

need postgresql '/usr/lib/postgresql/*/bin/initdb'
need redis-server redis-server
need rabbitmq-server '/usr/lib/rabbitmq/lib/*/sbin/rabbitmq-server'
need nginx-light nginx
if [ "${1:-}" = hosts ]; then
    need libnginx-mod-http-brotli-filter '/usr/lib/nginx/modules/*brotli_filter*'
    need libnginx-mod-http-brotli-static '/usr/lib/nginx/modules/*brotli_static*'
    need debootstrap debootstrap
    need systemd-container systemd-nspawn
    need systemd systemd-analyze
    need iproute2 ip
    need openssh-client ssh-keygen
    need rsync rsync
    need nftables nft
    need podman podman
    need crun crun
    need catatonit catatonit
    need pebble pebble
    need certbot certbot
    need rsyslog rsyslogd
    need prometheus prometheus
    need prometheus-alertmanager prometheus-alertmanager
    need prometheus-blackbox-exporter prometheus-blackbox-exporter
    need prometheus-node-exporter prometheus-node-exporter
fi
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "Missing: sudo apt install ${missing[*]}" >&2
    exit 1
fi
echo "Installing ${missing[*]} ..." >&2
# They are only wanted as programs: nothing of them is to run by itself.
if [ ! -e /usr/sbin/policy-rc.d ]; then
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod +x /usr/sbin/policy-rc.d
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
