/* SPDX-License-Identifier: MIT */
/*
 * libarchive, loaded when it is needed: with what it needs itself it takes longer
 * to load than an image takes to make, and only some inputs and outputs need it.
 */
#ifndef ARCHIVELIB_H
#define ARCHIVELIB_H

#include <archive.h>
#include <archive_entry.h>

#include "error.h"

#define ARCHIVELIB_FUNCTIONS(X)                                                                    \
	X(archive_errno)                                                                           \
	X(archive_error_string)                                                                    \
	X(archive_set_error)                                                                       \
	X(archive_entry_new)                                                                       \
	X(archive_entry_free)                                                                      \
	X(archive_entry_set_pathname)                                                              \
	X(archive_entry_set_filetype)                                                              \
	X(archive_entry_set_perm)                                                                  \
	X(archive_entry_set_size)                                                                  \
	X(archive_entry_set_mtime)                                                                 \
	X(archive_entry_set_atime)                                                                 \
	X(archive_entry_set_ctime)                                                                 \
	X(archive_entry_set_birthtime)                                                             \
	X(archive_read_new)                                                                        \
	X(archive_read_free)                                                                       \
	X(archive_read_open)                                                                       \
	X(archive_read_next_header)                                                                \
	X(archive_read_data_block)                                                                 \
	X(archive_entry_filetype)                                                                  \
	X(archive_entry_pathname)                                                                  \
	X(archive_read_support_filter_gzip)                                                        \
	X(archive_read_support_format_tar)                                                         \
	X(archive_read_support_format_ar)                                                          \
	X(archive_read_data)                                                                       \
	X(archive_read_open_memory)                                                                \
	X(archive_read_support_format_raw)                                                         \
	X(archive_read_support_filter_xz)                                                          \
	X(archive_read_support_filter_lzma)                                                        \
	X(archive_read_support_filter_bzip2)                                                       \
	X(archive_read_support_filter_lz4)                                                         \
	X(archive_read_support_filter_zstd)                                                        \
	X(archive_filter_count)                                                                    \
	X(archive_filter_bytes)                                                                    \
	X(archive_write_new)                                                                       \
	X(archive_write_free)                                                                      \
	X(archive_write_fail)                                                                      \
	X(archive_write_close)                                                                     \
	X(archive_write_open)                                                                      \
	X(archive_write_header)                                                                    \
	X(archive_write_data)                                                                      \
	X(archive_write_set_format_iso9660)                                                        \
	X(archive_write_add_filter_none)                                                           \
	X(archive_write_set_bytes_per_block)                                                       \
	X(archive_write_set_bytes_in_last_block)                                                   \
	X(archive_write_set_options)

struct archivelib {
#define ARCHIVELIB_MEMBER(f) __typeof__(f) *f;
	ARCHIVELIB_FUNCTIONS(ARCHIVELIB_MEMBER)
#undef ARCHIVELIB_MEMBER
};

/* Loads the library at the first call. NULL with the reason if it cannot be. */
const struct archivelib *archivelib_get(struct error *err);

#endif
