/* SPDX-License-Identifier: MIT */
/*
 * What will be in the initramfs: every entry once, with its contents in memory
 * and the reason it is there. Modes are normalised: 0755 for directories and what
 * can be run, 0644 for other files, unless whoever added one changes it.
 */
#ifndef TREE_H
#define TREE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "bytes.h"
#include "error.h"

/* What an entry is part of, for the size report and the order in the archive. */
enum group {
	GROUP_FRAME, /* directories and device nodes */
	GROUP_SCRIPTS,
	GROUP_BUSYBOX,
	GROUP_KEXEC,
	GROUP_PXEBOOT,
	GROUP_LIBRARIES,
	GROUP_MODULES,
	GROUP_FIRMWARE,
	GROUP_ADDED,
	GROUP_COUNT
};
const char *group_name(enum group g);

struct entry {
	char *path;	   /* without a leading slash; "" never occurs */
	mode_t mode;	   /* type and permissions */
	struct bytes data; /* contents of a file, target of a symlink; of a large file the start */
	uint64_t size;	   /* of them all */
	char sha256[65];   /* of a file, once tree_digest() was called */
	unsigned int major, minor;
	enum group group;
	char *source; /* the file of the host it came from, or NULL */
	char *why;    /* "needed by ..." */
};

struct tree {
	struct entry *v;
	size_t n, cap;
	size_t *slots; /* hash table: index of an entry plus one, 0 = free */
	size_t nslots; /* a power of two, or 0 */
};

/* Where an entry comes from; both strings are copied and may be NULL. */
struct origin {
	enum group group;
	const char *source;
	const char *why;
};

/*
 * Each adds an entry with the directories above it. PATH may begin with slashes;
 * "." and ".." in it are refused. A file of the same path and contents is taken
 * once; one with other contents is an error. tree_file() takes over DATA's
 * memory, also when it fails.
 */
int tree_dir(struct tree *t, const char *path, const struct origin *from, struct error *err);
int tree_file(struct tree *t, const char *path, bool executable, struct bytes *data,
	      const struct origin *from, struct error *err);
/*
 * The file HOST, which is its origin, too: executable if it may be run or begins with "#!".
 * A large one is left where it is, unless it is a program, which is looked into.
 */
int tree_host_file(struct tree *t, const char *path, const char *host, const struct origin *from,
		   struct error *err);
int tree_link(struct tree *t, const char *path, const char *target, const struct origin *from,
	      struct error *err);
/* A device, FIFO or socket, by the type in MODE. */
int tree_node(struct tree *t, const char *path, mode_t mode, unsigned int major, unsigned int minor,
	      const struct origin *from, struct error *err);
/*
 * FROM and TO are directories of the tree: a link in TO to each entry of FROM that TO has
 * not, so that TO can stand for FROM. Directories that both have are treated likewise.
 */
int tree_merge(struct tree *t, const char *from, const char *to, struct error *err);

/* The entry, or NULL. The pointer is good until the next entry is added. */
struct entry *tree_find(const struct tree *t, const char *path);

/* Sorts by path: directories come before what is in them. */
/* Gives the contents of a file to SINK, in parts. */
int tree_contents(const struct entry *e,
		  int (*sink)(void *ctx, const void *p, size_t len, struct error *err), void *ctx,
		  struct error *err);
/* Computes the digests of all files. */
int tree_digest(struct tree *t, struct error *err);

void tree_sort(struct tree *t);
void tree_free(struct tree *t);

#endif
