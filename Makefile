# SPDX-License-Identifier: MIT
# Builds the two tools and runs their tests. The image itself: Makefile.pxelinux.0.
#   O=DIR      build folder (default: build/)
#   CC, CFLAGS, LDFLAGS, PKG_CONFIG as usual
TOP := $(patsubst %/,%,$(dir $(abspath $(lastword $(MAKEFILE_LIST)))))
O ?= build
VERSION := 0.1.0
PKG_CONFIG ?= pkg-config
CFLAGS ?= -O2 -g
WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings
ALL_CPPFLAGS := -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -DVERSION='"$(VERSION)"' \
	-I$(TOP)/mk-s390image -I$(TOP)/mk-pxelinux-ramfs $(CPPFLAGS)
ALL_CFLAGS := -std=c11 $(WARNINGS) $(CFLAGS)

# A tool's main.c is glue; everything else in its folder is linked into its unit tests too.
IMAGE_SRC := $(sort $(notdir $(wildcard $(TOP)/mk-s390image/*.c)))
RAMFS_SRC := $(sort $(notdir $(wildcard $(TOP)/mk-pxelinux-ramfs/*.c)))
# What mk-pxelinux-ramfs borrows from mk-s390image.
SHARED_SRC := $(filter outfile.c tempname.c s390hdr.c error.c,$(IMAGE_SRC))
IMAGE_OBJ := $(IMAGE_SRC:%.c=$(O)/mk-s390image.d/%.o)
RAMFS_OBJ := $(RAMFS_SRC:%.c=$(O)/mk-pxelinux-ramfs.d/%.o) $(SHARED_SRC:%.c=$(O)/mk-s390image.d/%.o)
IMAGE_LIBS := libarchive
RAMFS_LIBS := libarchive liblzma zlib libzstd libelf

TOOLS := $(if $(IMAGE_SRC),$(O)/mk-s390image) $(if $(RAMFS_SRC),$(O)/mk-pxelinux-ramfs)
IMAGE_TESTS := $(patsubst $(TOP)/tests/unit/%.c,$(O)/unit/%,$(wildcard $(TOP)/tests/unit/mk-s390image/*.c))
RAMFS_TESTS := $(patsubst $(TOP)/tests/unit/%.c,$(O)/unit/%,$(wildcard $(TOP)/tests/unit/mk-pxelinux-ramfs/*.c))

all: $(TOOLS)

unit-tests: $(IMAGE_TESTS) $(RAMFS_TESTS)

check: all unit-tests
	TOP='$(TOP)' BUILD='$(abspath $(O))' '$(TOP)/tests/run' $(SUITES)

check-%: all unit-tests
	TOP='$(TOP)' BUILD='$(abspath $(O))' '$(TOP)/tests/run' $*

libs = $(if $(1),$(shell $(PKG_CONFIG) --libs $(1)))
cflags = $(if $(1),$(shell $(PKG_CONFIG) --cflags $(1)))

$(O)/mk-s390image: $(IMAGE_OBJ)
	$(CC) $(LDFLAGS) -o $@ $^ $(call libs,$(IMAGE_LIBS))
$(O)/mk-pxelinux-ramfs: $(RAMFS_OBJ)
	$(CC) $(LDFLAGS) -o $@ $^ $(call libs,$(RAMFS_LIBS)) -lpthread
$(IMAGE_TESTS): $(O)/unit/%: $(TOP)/tests/unit/%.c $(filter-out %/main.o,$(IMAGE_OBJ))
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(call libs,$(IMAGE_LIBS)) -lcmocka
$(RAMFS_TESTS): $(O)/unit/%: $(TOP)/tests/unit/%.c $(filter-out %/main.o,$(RAMFS_OBJ))
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(call libs,$(RAMFS_LIBS)) -lcmocka -lpthread

$(O)/mk-s390image.d/%.o: $(TOP)/mk-s390image/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(call cflags,$(IMAGE_LIBS)) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
$(O)/mk-pxelinux-ramfs.d/%.o: $(TOP)/mk-pxelinux-ramfs/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(call cflags,$(RAMFS_LIBS)) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

clean:
	rm -rf '$(O)'

.PHONY: all unit-tests check clean
-include $(IMAGE_OBJ:.o=.d) $(RAMFS_OBJ:.o=.d)
