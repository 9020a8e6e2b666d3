# SPDX-License-Identifier: MIT
# shellcheck shell=dash
# Runs linters. Source it after tap.sh.

# linter NAME PROGRAM COMMAND...: passes when COMMAND ends with status 0 and says nothing, so
# that a linter that crashes or rejects its configuration cannot pass for one that found
# nothing. Skipped without PROGRAM.
linter() {
	linter_name=$1 linter_program=$2
	shift 2
	command -v "$linter_program" >/dev/null || {
		tap_skip "$linter_name" "$linter_program is not installed"
		return
	}
	linter_out=$("$@" 2>&1)
	linter_status=$?
	if [ $linter_status -eq 0 ] && [ -z "$linter_out" ]; then
		tap_pass "$linter_name"
	else
		tap_fail "$linter_name" "status $linter_status
$linter_out"
	fi
}
