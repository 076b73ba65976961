#!/usr/bin/env bash
# The tests drive a real Chromium, print Chinese and let a disk fail: installs what they need where it is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/root.sh

missing=()
command -v chromium chromium-browser google-chrome >/dev/null || missing+=(chromium)
[ -n "$(fc-list :lang=zh-cn 2>/dev/null)" ] || missing+=(fontconfig fonts-noto-cjk)
command -v curl >/dev/null || missing+=(curl)
{ command -v nginx || [ -x /usr/sbin/nginx ]; } >/dev/null || missing+=(nginx-light)
[ "$(uname)" != Linux ] || command -v strace >/dev/null || missing+=(strace)
[ ${#missing[@]} -eq 0 ] && exit

apt_install "${missing[@]}" ||
    stop "测试还需要：${missing[*]}。请先运行：sudo apt install ${missing[*]}" \
        "The tests also need: ${missing[*]}. Please run: sudo apt install ${missing[*]}"
