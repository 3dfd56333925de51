# 常用命令。`make help` 列出全部目标。
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help setup site test serve check bench clean lock

help: ## 列出目标
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 以上；Debian：apt-get install python3 python3-venv"; exit 3; }
	$(PYTHON) -m venv $(VENV) || { echo "建不了虚拟环境；Debian：apt-get install python3-venv"; exit 3; }
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

setup: $(VENV)/.ready ## 建虚拟环境、按锁定版本安装、装 Graphviz
	@command -v dot >/dev/null || tools/debian-packages graphviz

site: setup ## 检查清单并生成网站到 site/
	$(BIN)/powerlist build

$(VENV)/.test-ready: requirements-test.lock package-lock.json $(VENV)/.ready
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	npm ci --silent --no-audit --no-fund
	@touch $@

test: setup ## 运行全部测试（浏览器测试要用 Chromium、Node.js）
	@command -v chromium >/dev/null || tools/debian-packages chromium
	@command -v npm >/dev/null || tools/debian-packages npm
	@fc-list :lang=zh 2>/dev/null | grep -q . || tools/debian-packages fonts-noto-cjk
	@$(MAKE) --no-print-directory $(VENV)/.test-ready
	$(BIN)/pytest

serve: ## 打开生成好的网站
	$(BIN)/powerlist serve

check: setup ## 只检查清单
	$(BIN)/powerlist check

bench: setup $(VENV)/.test-ready ## 测速：各阶段用时，同 MkDocs Material 原样生成相比
	$(BIN)/python bench/run.py
	$(BIN)/python bench/charts.py

lock: ## 更新锁定的依赖版本（需要 uv）
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra setup pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra setup --extra test pyproject.toml -o requirements-test.lock

clean: ## 删去生成的东西
	rm -rf site .site-next .cache
