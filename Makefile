# SPDX-License-Identifier: MIT
# Builds, tests and installs the tools. The image itself: Makefile.pxelinux.0.
#   make [all]               the tools
#   make check               all tests that a change must pass; check-unit, check-cli, check-lint ... one suite of them
#   make check-quick         those of them that need neither root nor a network, in some minutes
#   make check-release       all of them and those on other systems: check-native (tools on s390x, emulated),
#                            check-docker, check-docker-arch, check-chroot (the README's commands on a system
#                            installed from nothing; SUITE=bookworm or another release of Debian)
#   make install, uninstall  DESTDIR=, PREFIX= (default /usr/local), GUEST=no; uninstall removes what install put there
#   make dist                the source as a tarball, the same bytes every time
#   make release KEY=FILE    build/release/pxelinux0-VERSION: images, their source, checksums; signed if there is a KEY
#   make fuzz FUZZTIME=60    every fuzzer for so many seconds (clang)
#   make format              lay out C and shell as the tests want it
#   make coverage            how much of the C and of the boot scripts the tests reach
#   make bench, clean, help
# O=DIR build directory (build/); SANITIZE=address,undefined; V=1 shows the commands;
# CC, CFLAGS, CPPFLAGS, LDFLAGS, PKG_CONFIG as usual
TOP := $(patsubst %/,%,$(dir $(abspath $(lastword $(MAKEFILE_LIST)))))
O := $(or $(O),build)
$(if $(filter-out 2,$(words $(MAKEFILE_LIST) $(O))),$(error $(strip $(MAKEFILE_LIST)), O=$(O): make takes no path with a blank in it))
$(if $(filter $(TOP),$(abspath $(O))),$(error O=$(O): the build directory must not be the source itself))
# one name for each file, or the headers that it depends on would be those of another
override O := $(abspath $(O))
$(foreach v,PRESET SETTINGS,$(if $($v),$(if $(filter command,$(firstword $(origin $v))),\
	$(error $v shapes the image, not the tools: make -f Makefile.pxelinux.0 $v=$($v)))))
PKG_CONFIG ?= pkg-config
CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
DATADIR ?= $(PREFIX)/share/pxelinux0
TOOLS := mk-s390image mk-pxelinux-ramfs
PROGRAMS := $(TOOLS) explain-pxeconfig
VERSION := $(shell cat $(TOP)/VERSION)

# mk-s390image does without libarchive: that takes longer to load than an image to make.
PKGS_lib := liblzma zlib libzstd
PKGS_mk-s390image := $(PKGS_lib)
PKGS_mk-pxelinux-ramfs := $(PKGS_lib) libarchive libelf libkmod
# A tool's main.c is glue; everything else in its directory, and lib/, is linked into its unit tests too.
$(foreach d,lib $(TOOLS),$(eval SRC_$d := $(filter-out %/main.c,$(wildcard $(TOP)/$d/*.c $(TOP)/$d/*/*.c)) $(if $(filter lib,$d),,$(SRC_lib))))
# The loader is compiled for the guest by these same rules (guest/pxeboot.sh): of lib/ it takes what needs no library.
# On this machine only tests run it; nobody else needs libcurl and mbedTLS.
# explain-pxeconfig is pxeboot/explain/ and the loader without what only a guest does (GUEST_ROOMS); its unit tests are in tests/unit/pxeboot/ with the loader's.
# What verifies signatures is in a loader that is made with TRUST= alone, and in that of the tests.
VERIFY := yes
GUEST_ROOMS := boot fetch kexec lease menu $(if $(VERIFY),trust)
LOADER := $(wildcard $(TOP)/pxeboot/*.c $(GUEST_ROOMS:%=$(TOP)/pxeboot/%/*.c)) $(patsubst %,$(TOP)/lib/%.c,bytes cpio diagnostic digest error fullio json opened s390hdr usage utf8)
PKGS_pxeboot := libcurl
LIBS_pxeboot = $(or $(shell $(PKG_CONFIG) --libs $(PKGS_pxeboot)),$(error libcurl is missing: run scripts/install-deps test)) $(if $(VERIFY),-lmbedcrypto)
SRC_pxeboot := $(filter-out %/main.c,$(LOADER) $(wildcard $(TOP)/pxeboot/explain/*.c))
objects = $(patsubst $(TOP)/%.c,$(O)/obj/%.o,$(1))
UNIT_TESTS := $(patsubst $(TOP)/tests/%.c,$(O)/%,$(wildcard $(TOP)/tests/unit/*/*.c))
ifneq ($(filter-out clean help dist uninstall format fuzz,$(or $(MAKECMDGOALS),all)),)
$(foreach d,lib $(TOOLS),$(eval LIBS_$d := $(shell $(PKG_CONFIG) --libs $(PKGS_$d)) -lbz2 -lpthread))
PKG_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(PKGS_mk-pxelinux-ramfs))
$(if $(filter-out 0,$(.SHELLSTATUS)),$(error a library or pkg-config is missing: run scripts/install-deps))
endif
# The directory that an object or a test belongs to decides what it may include: a tool nothing of
# the other, lib/ nothing of either.
part = $(firstword $(subst /, ,$(patsubst tests/unit/%,%,$(patsubst unit/%,%,$(1)))))
SANITIZE_FLAGS := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer)
ALL_CPPFLAGS := -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -DVERSION='"$(VERSION)"' -DDATADIR='"$(DATADIR)"' \
	$(if $(VERIFY),-DTRUST) -I$(TOP)/lib $(PKG_CFLAGS) $(CPPFLAGS)
ALL_CFLAGS := -std=c11 -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings $(CFLAGS) $(SANITIZE_FLAGS)
Q := $(if $(V),,@)
say = $(if $(V)$(findstring s,$(firstword -$(MAKEFLAGS))),,@printf '  %-5s %s\n' $(1) '$(@:$(O)/%=%)')

all: $(PROGRAMS:%=$(O)/%)
unit-tests: $(UNIT_TESTS) $(O)/pxeboot
# all of the C compiled, nothing linked: for who wants the compiler's warnings alone
objects: $(call objects,$(wildcard $(TOP)/lib/*.c $(addprefix $(TOP)/,mk-*/*.c mk-*/*/*.c pxeboot/*.c pxeboot/*/*.c tests/unit/*/*.c)))

# Objects depend on this file, so that other flags build them again. A build directory that was
# made here may be removed again. mk-pxelinux-ramfs looks for the skeleton beside itself.
make-dir = [ -d $(O) ] || { mkdir -p $(O) && : >$(O)/.made-by-pxelinux0; }
$(O)/flags: FORCE
	@$(make-dir); ln -sfn $(TOP)/initramfs-skel $(O)/initramfs-skel; printf '%s\n' '$(subst ','\'',$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(LDFLAGS))' >$@.new; \
	if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi
$(O)/obj/%.o: $(TOP)/%.c $(O)/flags
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(ALL_CPPFLAGS) -I$(TOP)/$(call part,$*) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
$(O)/pxeboot: $(call objects,$(LOADER))
$(O)/explain-pxeconfig: $(call objects,$(filter-out $(foreach r,$(GUEST_ROOMS),$(TOP)/pxeboot/$(r)/%),$(SRC_pxeboot))) $(O)/obj/pxeboot/explain/main.o
.SECONDEXPANSION:
$(TOOLS:%=$(O)/%): $(O)/%: $(O)/obj/%/main.o $$(call objects,$$(SRC_$$*))
$(PROGRAMS:%=$(O)/%) $(O)/pxeboot:
	$(call say,LINK)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS_$(@F))
$(UNIT_TESTS): $(O)/%: $(O)/obj/tests/%.o $$(call objects,$$(SRC_$$(call part,$$*)))
	@mkdir -p $(@D)
	$(call say,TEST)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS_$(call part,$*)) -lcmocka

# tests/run says which tests belong to which of the three.
tests = TOP=$(TOP) BUILD=$(O) $(TOP)/tests
check: all unit-tests
	@$(tests)/run $(SUITES)
check-quick check-release: all unit-tests
	@$(tests)/run --$(@:check-%=%)
check-release check-native check-docker check-docker-arch check-lpar: export TEST_TIMEOUT ?= 10800
check-chroot:
	@$(TOP)/tests/chroot/fresh $(if $(SUITE),--suite '$(SUITE)')
check-%: all unit-tests
	@$(tests)/run $*
coverage: coverage-c coverage-loader
coverage-c coverage-loader:
	@$(tests)/$(subst -,/,$@) $(O)/cov-$(@:coverage-%=%)
fuzz:
	@$(tests)/fuzz/run $(O)/fuzz $(FUZZTIME)
# Mends what the lint tests for layout find.
format:
	cd $(TOP) && . tests/lint/files.sh && TOP=. && files_shell | xargs -d '\n' shfmt -w && \
	files_all | grep -E '\.[ch]$$' | xargs -d '\n' clang-format -i
bench: all
	@for b in $(TOP)/tests/bench/*; do [ ! -x $$b ] || TOP=$(TOP) BUILD=$(O) $$b || exit; done

install-files = PREFIX='$(PREFIX)' DATADIR='$(DATADIR)' $(TOP)/scripts/install
install: all
	@$(install-files) $(O)
uninstall:
	@$(install-files) --remove
# What git has, in git's order, with the commit's time: the same bytes wherever it is made.
DIST := $(O)/pxelinux0-$(VERSION).tar.gz
dist:
	@$(make-dir)
	git -C $(TOP) archive --format=tar --prefix=pxelinux0-$(VERSION)/ HEAD | gzip -9n >$(DIST).new
	mv $(DIST).new $(DIST)
release:
	@$(TOP)/scripts/make-release $(O)/release
clean:
	@[ ! -e $(O) ] || { [ -e $(O)/.made-by-pxelinux0 ] && rm -r $(O); } || { echo "$(O) was not made here; not removed" >&2; exit 1; }
help:
	@sed -n '/^#/!q; /SPDX/d; s/^# \{0,1\}//p' $(firstword $(MAKEFILE_LIST))
FORCE:
.PHONY: all unit-tests objects check coverage format bench fuzz install uninstall dist release clean help FORCE
.DELETE_ON_ERROR:
.SECONDARY:
-include $(shell find $(O)/obj -name '*.d' 2>/dev/null)
