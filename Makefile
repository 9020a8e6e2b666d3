# SPDX-License-Identifier: MIT
# Builds, tests and installs the two tools. The image itself: Makefile.pxelinux.0.
#
#   make [all]               the tools
#   make check               all tests that a change must pass; check-unit, check-cli, check-lint ... one suite of them
#   make check-quick         those of them that need neither root nor a network, in some minutes
#   make check-release       all of them and those on other systems: check-native (tools on s390x, emulated),
#                            check-docker, check-docker-arch, check-chroot (the README's commands on a system
#                            installed from nothing; SUITE=bookworm or another release of Debian)
#   make install             DESTDIR=, PREFIX= (default /usr/local)
#   make uninstall           the same variables: removes what install put there, and nothing else
#   make dist                the source as a tarball, the same bytes every time
#   make release KEY=FILE    build/release/pxelinux0-VERSION: images, their source, checksums; signed if there is a KEY
#   make fuzz FUZZTIME=60    every fuzzer for so many seconds (clang)
#   make format             lay out C and shell as the tests want it
#   make coverage            how much of the C and of the boot scripts the tests reach (coverage-c,
#                            coverage-loader: one of them)
#   make clean, make help
#
#   O=DIR                    build folder (default: build/)
#   SANITIZE=address,undefined   build with these sanitizers
#   V=1                      show the commands
#   CC, CFLAGS, CPPFLAGS, LDFLAGS, PKG_CONFIG as usual
ifndef INSIDE
# --- First pass: enter the build folder -----------------------------------------
# make cannot handle names with blanks, so all work is done by a second make inside
# the build folder, where the source is ./src and every name is short and relative.
$(foreach v,PRESET SETTINGS,$(if $(filter command,$(firstword $(origin $v))),\
	$(error $v shapes the image, not the tools: make -f Makefile.pxelinux.0 $v=$($v))))
O ?= build
PREFIX ?= /usr/local
MAKEFILE := $(strip $(MAKEFILE_LIST))
GOALS := $(or $(MAKECMDGOALS),all)
REST := $(filter-out clean help,$(GOALS))
export O DESTDIR KEY PREFIX MAKEFILE
.PHONY: $(GOALS) enter
$(GOALS): enter
	@:
enter:
ifneq ($(filter help,$(GOALS)),)
	@sed -n '/^#/!q; /SPDX/d; s/^# \{0,1\}//p' "$$MAKEFILE"
endif
ifneq ($(filter clean,$(GOALS)),)
	@# only a folder that this makefile made, and never the source
	@[ ! -e "$$O" ] || { [ -L "$$O/src" ] && [ ! "$$O" -ef "$$O/src" ] && [ ! "$$O" -ef . ] && rm -rf "$$O"; } || \
	{ echo "$$O is not a build folder; not removed" >&2; exit 1; }
endif
ifneq ($(REST),)
	@top=$$(cd "$$(dirname "$$MAKEFILE")" && pwd -P) && mkdir -p "$$O" && \
	if [ "$$O" -ef "$$top" ]; then echo "the build folder must not be the source itself" >&2; exit 1; fi && \
	{ [ "$$(readlink "$$O/src")" = "$$top" ] || ln -sfn "$$top" "$$O/src"; }
	+@case $$DESTDIR in ''|/*) ;; *) DESTDIR=$$PWD/$$DESTDIR ;; esac; \
	case $$KEY in ''|/*) ;; *) KEY=$$PWD/$$KEY ;; esac; \
	$(MAKE) --no-print-directory -C "$$O" -f src/Makefile INSIDE=1 DESTDIR="$$DESTDIR" KEY="$$KEY" $(REST)
endif
else
# --- Second pass: in the build folder -------------------------------------------
VERSION := $(shell cat src/VERSION)
PKG_CONFIG ?= pkg-config
CFLAGS ?= -O2 -g
WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings
PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
DATADIR ?= $(PREFIX)/share/pxelinux0
MANDIR ?= $(PREFIX)/share/man
DOCDIR ?= $(PREFIX)/share/doc/pxelinux0
COMPLETIONDIR ?= $(PREFIX)/share/bash-completion/completions

# A tool's main.c is glue; everything else in its directory, and lib/, is linked into its unit tests too.
LIB_SRC := $(sort $(notdir $(wildcard src/lib/*.c)))
IMAGE_SRC := $(sort $(notdir $(wildcard src/mk-s390image/*.c)))
RAMFS_SRC := $(sort $(notdir $(wildcard src/mk-pxelinux-ramfs/*.c)))
LIB_OBJ := $(LIB_SRC:%.c=lib.d/%.o)
IMAGE_OBJ := $(IMAGE_SRC:%.c=mk-s390image.d/%.o)
RAMFS_OBJ := $(RAMFS_SRC:%.c=mk-pxelinux-ramfs.d/%.o)
LIB_TESTS := $(patsubst src/tests/unit/%.c,unit/%,$(wildcard src/tests/unit/lib/*.c))
IMAGE_TESTS := $(patsubst src/tests/unit/%.c,unit/%,$(wildcard src/tests/unit/mk-s390image/*.c))
RAMFS_TESTS := $(patsubst src/tests/unit/%.c,unit/%,$(wildcard src/tests/unit/mk-pxelinux-ramfs/*.c))
FUZZERS := $(patsubst src/tests/fuzz/%.c,fuzz/%,$(wildcard src/tests/fuzz/*/*.c))
TOOLS := $(if $(IMAGE_SRC),mk-s390image) $(if $(RAMFS_SRC),mk-pxelinux-ramfs)

# libarchive is loaded at run time, see lib/archivelib.h
LIB_PKGS := liblzma zlib libzstd
IMAGE_PKGS := $(LIB_PKGS)
RAMFS_PKGS := $(LIB_PKGS) libelf libkmod
ifneq ($(filter-out dist uninstall,$(or $(MAKECMDGOALS),all)),)
# Asked once, and with a way out where something is missing.
IMAGE_LIBS := $(shell $(PKG_CONFIG) --libs $(IMAGE_PKGS)) -ldl
RAMFS_LIBS := $(shell $(PKG_CONFIG) --libs $(RAMFS_PKGS)) -lpthread -ldl
PKG_CFLAGS := $(shell $(PKG_CONFIG) --cflags libarchive $(RAMFS_PKGS))
ifeq ($(filter-out -ldl -lpthread,$(IMAGE_LIBS) $(RAMFS_LIBS)),)
$(error a library or pkg-config is missing: run scripts/install-deps)
endif
endif

SANITIZE_FLAGS := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer)
ALL_CPPFLAGS := -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -DVERSION='"$(VERSION)"' -DDATADIR='"$(DATADIR)"' \
	-Isrc/lib $(PKG_CFLAGS) $(CPPFLAGS)
ALL_CFLAGS := -std=c11 $(WARNINGS) $(CFLAGS) $(SANITIZE_FLAGS)
ALL_LDFLAGS := $(LDFLAGS) $(SANITIZE_FLAGS)
# One short line for each step; V=1 shows the commands.
Q := $(if $(V),,@)
say = $(if $(V)$(findstring s,$(firstword -$(MAKEFLAGS))),,@printf '  %-5s %s\n' $(1) '$@')
COMPILE = $(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP

all: $(TOOLS)

unit-tests: $(LIB_TESTS) $(IMAGE_TESTS) $(RAMFS_TESTS)

# Objects depend on this file, so that other flags build them again.
flags: FORCE
	@printf '%s\n' '$(subst ','\'',$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS))' >$@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

mk-s390image: $(IMAGE_OBJ) $(LIB_OBJ)
	$(call say,LINK)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(IMAGE_LIBS)
mk-pxelinux-ramfs: $(RAMFS_OBJ) $(LIB_OBJ)
	$(call say,LINK)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(RAMFS_LIBS)

# The include path lets no tool include from the other, and lib/ from neither.
TEST = $(Q)$(COMPILE) -Isrc/$(notdir $(<D)) $(ALL_LDFLAGS) -MF $@.d -MT $@ -o $@ $(filter %.c %.o,$^)
$(LIB_TESTS): unit/%: src/tests/unit/%.c $(LIB_OBJ) flags
	@mkdir -p $(@D)
	$(call say,TEST)
	$(TEST) $(IMAGE_LIBS) -lcmocka
$(IMAGE_TESTS): unit/%: src/tests/unit/%.c $(filter-out %/main.o,$(IMAGE_OBJ)) $(LIB_OBJ) flags
	@mkdir -p $(@D)
	$(call say,TEST)
	$(TEST) $(IMAGE_LIBS) -lcmocka
$(RAMFS_TESTS): unit/%: src/tests/unit/%.c $(filter-out %/main.o,$(RAMFS_OBJ)) $(LIB_OBJ) flags
	@mkdir -p $(@D)
	$(call say,TEST)
	$(TEST) $(RAMFS_LIBS) -lcmocka

lib.d/%.o: src/lib/%.c flags
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(COMPILE) -c -o $@ $<
mk-s390image.d/%.o: src/mk-s390image/%.c flags
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(COMPILE) -c -o $@ $<
mk-pxelinux-ramfs.d/%.o: src/mk-pxelinux-ramfs/%.c flags
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(COMPILE) -c -o $@ $<

# --- tests ----------------------------------------------------------------------
# A fuzzer is tests/fuzz/TOOL/NAME.c; its seeds, if any, are in tests/fuzz/TOOL/NAME.corpus/.
FUZZTIME ?= 60
FUZZ_CC ?= clang
FUZZ_FLAGS := -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all
fuzz: $(FUZZERS:%=run/%) run/loader
.PHONY: $(FUZZERS:%=run/%) run/loader
run/loader:
	top=$$(cd src && pwd -P) && TOP="$$top" python3 "$$top/tests/loader/fuzz.py" $(FUZZTIME) $$$$
$(FUZZERS:%=run/%): run/%: %
	@mkdir -p $*.found
	cd $*.found && ../$(notdir $*) -max_total_time=$(FUZZTIME) -max_len=65536 -print_final_stats=1 . \
		$(wildcard $(CURDIR)/src/tests/$*.corpus)
FUZZ = $(Q)$(FUZZ_CC) $(ALL_CPPFLAGS) -Isrc/$(notdir $(<D)) -std=c11 $(FUZZ_FLAGS) -o $@ $(filter-out %/main.c flags,$^)
fuzz/lib/%: src/tests/fuzz/lib/%.c $(LIB_SRC:%=src/lib/%) flags
	@mkdir -p $(@D)
	$(call say,FUZZ)
	$(FUZZ) $(IMAGE_LIBS)
fuzz/mk-s390image/%: src/tests/fuzz/mk-s390image/%.c $(IMAGE_SRC:%=src/mk-s390image/%) $(LIB_SRC:%=src/lib/%) flags
	@mkdir -p $(@D)
	$(call say,FUZZ)
	$(FUZZ) $(IMAGE_LIBS)
fuzz/mk-pxelinux-ramfs/%: src/tests/fuzz/mk-pxelinux-ramfs/%.c $(RAMFS_SRC:%=src/mk-pxelinux-ramfs/%) $(LIB_SRC:%=src/lib/%) flags
	@mkdir -p $(@D)
	$(call say,FUZZ)
	$(FUZZ) $(RAMFS_LIBS)

# tests/run says which tests belong to which of the three.
run-tests = top=$$(cd src && pwd -P) && TOP="$$top" BUILD="$$PWD" "$$top/tests/run"
check: all unit-tests
	@$(run-tests) $(SUITES)
check-quick: all unit-tests
	@$(run-tests) --quick
check-release: all unit-tests
	@$(run-tests) --release
# Other systems and architectures: these take long.
check-release check-native check-docker check-docker-arch: export TEST_TIMEOUT ?= 10800
check-chroot:
	@src/tests/chroot/fresh $(if $(SUITE),--suite '$(SUITE)')
check-%: all unit-tests
	@$(run-tests) $*

# Lines of the tools' C that the unit, CLI and fault tests run, and the part of the loader's
# scripts that its tests run (tests/coverage/loader).
coverage: coverage-c coverage-loader
coverage-c:
	@mkdir -p cov && ln -sfn "$$(cd src && pwd -P)" cov/src && cd cov && \
	$(MAKE) -f src/Makefile INSIDE=1 CFLAGS='-O0 -g --coverage' all unit-tests && \
	find . -name '*.gcda' -delete && top=$$(cd src && pwd -P) && \
	{ TOP="$$top" BUILD="$$PWD" "$$top/tests/run" unit "$$top"/tests/cli/mk-*.test "$$top"/tests/fault/mk-*.test >tests.log 2>&1 || \
	  echo "some tests failed, see $$PWD/tests.log" >&2; } && \
	gcov -n lib.d/*.gcda mk-s390image.d/*.gcda mk-pxelinux-ramfs.d/*.gcda 2>/dev/null | awk ' \
		/^File / { file = $$2; gsub("\047", "", file) } \
		/^Lines executed/ && file ~ /^src\/(lib|mk-)/ { sub(".*executed:", ""); split($$0, p, "% of "); \
			printf "%6.1f %% of %4d lines      %s\n", p[1], p[2], substr(file, 5); \
			split(file, part, "/"); n[part[2]] += p[2]; hit[part[2]] += p[1] * p[2] / 100; file = "" } \
		END { for (dir in n) printf "%6.1f %% of %4d lines of %s\n", 100 * hit[dir] / n[dir], n[dir], dir }'
coverage-loader:
	@top=$$(cd src && pwd -P) && TOP="$$top" BUILD="$$PWD" "$$top/tests/coverage/loader" cov-loader

# Mends what the lint tests for layout find.
format:
	cd src && . tests/lint/files.sh && TOP=. && files_shell | xargs -d '\n' shfmt -w && \
	files_all | grep -E '\.[ch]$$' | xargs -d '\n' clang-format -i

bench: all
	@top=$$(cd src && pwd -P) && for b in "$$top"/tests/bench/*; do \
		[ ! -x "$$b" ] || TOP="$$top" BUILD="$$PWD" "$$b" || exit 1; done

# --- installation ---------------------------------------------------------------
DOCS := README.md CHANGELOG.md SECURITY.md LICENSE $(patsubst src/%,%,$(wildcard src/doc/*.md src/doc/*.svg))
MANPAGES := $(wildcard src/doc/*.[1-8] src/mk-*/*.8)
# The scripts that are of use without the source tree, and which of them are commands.
SCRIPTS := $(filter-out %/install-deps %/completion.bash %/docker-entry %/draw-console %/new-version %/make-release,$(shell find src/scripts/ -maxdepth 1 -type f))
COMMANDS := $(filter $(notdir $(SCRIPTS)),explain-pxeconfig try-netboot serve-netboot boot-timeline check-kernel-config)

# All but the tools, into the directory $(1).
define install_files
install -d "$(1)$(BINDIR)" "$(1)$(DATADIR)/scripts" "$(1)$(DOCDIR)" "$(1)$(COMPLETIONDIR)"
rm -rf "$(1)$(DATADIR)/initramfs-skel"
cp -R src/initramfs-skel "$(1)$(DATADIR)/initramfs-skel"
chmod -R u=rwX,go=rX "$(1)$(DATADIR)/initramfs-skel"
install -m 644 src/Makefile.pxelinux.0 src/VERSION src/doc/pxelinux.cfg.example "$(1)$(DATADIR)"
install $(filter-out %.awk %.sh %.bash,$(SCRIPTS)) "$(1)$(DATADIR)/scripts"
install -m 644 $(filter %.awk %.sh %.bash,$(SCRIPTS)) "$(1)$(DATADIR)/scripts"
install -d "$(1)$(DATADIR)/loader-kernel"
install -m 644 src/loader-kernel/* "$(1)$(DATADIR)/loader-kernel"
for f in $(COMMANDS); do ln -sf "$$(realpath -sm --relative-to='$(BINDIR)' '$(DATADIR)')/scripts/$$f" "$(1)$(BINDIR)"; done
for f in $(DOCS); do [ ! -e "src/$$f" ] || install -D -m 644 "src/$$f" "$(1)$(DOCDIR)/$$f"; done
ln -sf "$$(realpath -sm --relative-to='$(DOCDIR)/doc' '$(DATADIR)')/pxelinux.cfg.example" "$(1)$(DOCDIR)/doc"
for f in $(MANPAGES); do s=$${f##*.}; install -d "$(1)$(MANDIR)/man$$s"; \
	install -m 644 "$$f" "$(1)$(MANDIR)/man$$s"; done
install -m 644 src/scripts/completion.bash "$(1)$(COMPLETIONDIR)/mk-s390image"
for f in mk-pxelinux-ramfs $(COMMANDS); do ln -sf mk-s390image "$(1)$(COMPLETIONDIR)/$$f"; done
endef

install: $(TOOLS)
	$(call install_files,$$DESTDIR)
	install $(TOOLS) "$$DESTDIR$(BINDIR)"

# Removes what install would put there, and directories that are empty then. Directories that
# came with the system may be empty, too: without DESTDIR those of others are kept, unless
# PREFIX is one of the user's own; PREFIX itself is always kept.
uninstall:
	rm -rf uninstall.d
	$(call install_files,uninstall.d)
	for f in $(TOOLS); do : >"uninstall.d$(BINDIR)/$$f"; done
	data=$$(realpath -sm '$(DATADIR)'); doc=$$(realpath -sm '$(DOCDIR)'); shared=$$(realpath -sm '$(PREFIX)'); \
	case $$shared in /|/usr|/usr/local|/opt|"$$HOME"|"$$HOME/.local") shared=/dev/null ;; esac; \
	[ -z "$$DESTDIR" ] || [ "$$DESTDIR" -ef / ] || shared=; \
	(cd uninstall.d && find . -mindepth 1 -depth) | { failed=0; while IFS= read -r p; do p=$${p#.}; \
		if [ -L "uninstall.d$$p" ] || [ ! -d "uninstall.d$$p" ]; then rm -f "$$DESTDIR$$p" || failed=1; continue; fi; \
		case $$p in "$$data"|"$$data"/*|"$$doc"|"$$doc"/*|"$$shared"/*) rmdir "$$DESTDIR$$p" 2>/dev/null || : ;; esac; \
	done; \
	find "$$DESTDIR$$data" "$$DESTDIR$$doc" \( ! -type d -o -empty \) 2>/dev/null | \
		sed 's/^/left in place, install does not put it there: /' >&2; exit $$failed; }
	rm -rf uninstall.d
$(if $(V),,.SILENT: uninstall)

# What git has, in git's order, with the commit's time: the same bytes wherever it is made.
DIST := pxelinux0-$(VERSION)
dist:
	git -C src archive --format=tar --prefix=$(DIST)/ HEAD | gzip -9n >$(DIST).tar.gz.new
	mv $(DIST).tar.gz.new $(DIST).tar.gz

release:
	@top=$$(cd src && pwd -P) && "$$top/scripts/make-release" release

FORCE:
.PHONY: all unit-tests check check-quick check-release check-chroot format coverage coverage-c coverage-loader bench fuzz install uninstall dist release FORCE
.DELETE_ON_ERROR:
-include $(wildcard lib.d/*.d mk-*.d/*.d unit/*/*.d)
endif
