#!/usr/bin/env bash
# environment.sh REQUIREMENTS: makes .venv and installs what the file asks for, only when the file has changed.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/root.sh

wanted=$1
stamp=.venv/installed-$wanted

is_current() {
    .venv/bin/python -c '' 2>/dev/null && cat requirements.txt "$wanted" | cmp -s - "$stamp"
}

check_python() {
    command -v "$PYTHON" >/dev/null ||
        stop "没有找到 Python。请安装 Python 3.11 或更新的版本。" \
            "Python was not found. Please install Python 3.11 or newer (Debian: apt install python3 python3-venv)."
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        stop "这里的 Python 太旧（$("$PYTHON" -V 2>&1)），需要 3.11 或更新的版本。" \
            "This Python is too old; 3.11 or newer is needed. Another one can be named: make run PYTHON=python3.12"
}

make_venv() {
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || apt_install python3-venv ||
        stop "缺少 Python 的 venv 模块。请先运行：sudo apt install python3-venv" \
            "Python's venv module is missing. Please run: sudo apt install python3-venv"
    "$PYTHON" -m venv --clear .venv
}

install() {
    echo "正在安装 $wanted 里的组件（第一次要一两分钟）… installing $wanted (a minute or two the first time)"
    .venv/bin/python -m pip install -qq --disable-pip-version-check --requirement "$wanted" ||
        stop "组件没有装上。请检查网络，然后再运行一次同样的命令。" \
            "The components could not be installed. Please check the network, then run the same command again."
    cat requirements.txt "$wanted" >"$stamp"
}

export PYTHON=${PYTHON:-python3}
is_current && exit
check_python
.venv/bin/python -m pip --version >/dev/null 2>&1 || make_venv
install
