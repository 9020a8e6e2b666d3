// SPDX-License-Identifier: MIT
/* The tree, the newc writer and reader, the compressors: golden digests and round trips. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <lzma.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>
#include <zstd.h>

#include "tree_cpio.h"
#include "pack.h"
#include "rootfs.h"
#include "digest.h"
#include "tree.h"
#include "unpack_stream.h"

static int collect(void *ctx, const void *buf, size_t len, struct error *err)
{
	return bytes_append(ctx, buf, len) ? error_memory(err) : 0;
}

static int feed(void *ctx, const void *buf, size_t len, struct error *err)
{
	return pack_write(ctx, buf, len, err);
}

/* In parts of 1, 2, 3 ... bytes, in all places of a block. */
static void digest(const void *p, size_t len, char hex[65])
{
	const char *at = p;
	struct digest d;

	digest_begin(&d, DIGEST_SHA256);
	for (size_t n = 1; len; at += n, len -= n, n++) {
		n = n < len ? n : len;
		digest_add(&d, at, n);
	}
	digest_hex(&d, hex);
}

/* Always the same tree, larger than one block of the compressors' buffers. */
static void fill(struct tree *t)
{
	struct origin from = {GROUP_ADDED, "source", "why"};
	struct error err = {0};
	struct bytes b = {0};

	for (int i = 0; i < 40000; i++)
		assert_int_equal(bytes_printf(&b, "line %d of a file\n", i * i % 7919), 0);
	assert_int_equal(tree_file(t, "/b/large", true, &b, &from, &err), 0);
	assert_int_equal(bytes_string(&b, "hello"), 0);
	assert_int_equal(tree_file(t, "b/a/small", false, &b, &from, &err), 0);
	assert_int_equal(tree_file(t, "empty", false, &b, &from, &err), 0);
	assert_int_equal(tree_link(t, "link", "b/large", &from, &err), 0);
	assert_int_equal(tree_node(t, "dev/null", S_IFCHR | 0666, 1, 3, NULL, &err), 0);
	tree_sort(t);
}

static void archive(struct bytes *out, enum pack_format f, unsigned int threads)
{
	struct pack_options o = {.format = f, .level = -1, .threads = threads};
	struct error err = {0};
	struct tree t = {0};
	struct packer *p;

	fill(&t);
	o.total = tree_cpio_size(&t);
	assert_int_equal(pack_open(&p, &o, collect, out, &err), 0);
	assert_int_equal(tree_cpio_write(&t, 1700000000, feed, p, &err), 0);
	assert_int_equal(pack_finish(p, &err), 0);
	pack_free(p);
	tree_free(&t);
}

/* Compressed bytes are those of one version of a library: another is not compared. */
static void golden(enum pack_format f, bool comparable, const char *want)
{
	struct bytes one = {0}, four = {0}, plain = {0}, unpacked = {0};
	struct error err = {0};
	char hex[65];

	archive(&one, f, 1);
	archive(&four, f, 4);
	archive(&plain, PACK_NONE, 1);
	assert_int_equal(one.len, four.len);
	assert_memory_equal(one.data, four.data, one.len);
	assert_int_equal(bytes_append(&unpacked, one.data, one.len), 0);
	assert_int_equal(unpack_file(&unpacked, "test", &err), 0);
	assert_int_equal(unpacked.len, plain.len);
	assert_memory_equal(unpacked.data, plain.data, plain.len);
	digest(one.data, one.len, hex);
	if (comparable)
		assert_string_equal(hex, want);
	bytes_free(&one);
	bytes_free(&four);
	bytes_free(&plain);
	bytes_free(&unpacked);
}

static void golden_plain(void **state)
{
	(void)state;
	golden(PACK_NONE, true, "dc1b98acee7df325f2ab43901e11398052779b668be7f4c868f7868f03444f72");
}

static void golden_gzip(void **state)
{
	(void)state;
	golden(PACK_GZIP, !strcmp(zlibVersion(), "1.2.13"),
	       "60411569150b4c12e0c0793e42edf505cf6b39cd1c58a53224b749100ac56cd1");
}

static void golden_xz(void **state)
{
	(void)state;
	golden(PACK_XZ, !strcmp(lzma_version_string(), "5.4.1"),
	       "efc3e9545f49bf3868381e89904dfb8392f47f227a60598e8037e9dfb2f4fb3e");
}

static void golden_zstd(void **state)
{
	(void)state;
	golden(PACK_ZSTD, ZSTD_versionNumber() == 10504,
	       "09a5026c863ac42ca86d8eb83b7869d1f1a7aa823135299e5b96bc7f35c3d745");
}

static void pack_large(enum pack_format f, unsigned int threads, const struct bytes *in,
		       struct bytes *out)
{
	struct pack_options o = {
		.format = f, .level = f == PACK_XZ ? 0 : 1, .threads = threads, .total = in->len};
	struct error err = {0};
	struct packer *p;

	assert_int_equal(pack_open(&p, &o, collect, out, &err), 0);
	for (size_t at = 0; at < in->len; at += 1 << 20)
		assert_int_equal(pack_write(p, in->data + at,
					    in->len - at < 1 << 20 ? in->len - at : 1 << 20, &err),
				 0);
	assert_int_equal(pack_finish(p, &err), 0);
	pack_free(p);
}

/* So large that it becomes several blocks, which threads may finish in any order. */
static void large(void **state)
{
	struct bytes in = {0};
	struct error err = {0};

	(void)state;
	for (unsigned int i = 0; in.len < 26 << 20; i++)
		assert_int_equal(bytes_printf(&in, "%u %x of a large file\n", i, i * i), 0);
	for (enum pack_format f = PACK_GZIP; f < PACK_FORMATS; f++) {
		struct bytes one = {0}, three = {0};

		pack_large(f, 1, &in, &one);
		pack_large(f, 3, &in, &three);
		assert_int_equal(one.len, three.len);
		assert_memory_equal(one.data, three.data, one.len);
		assert_int_equal(unpack_file(&one, "test", &err), 0);
		assert_int_equal(one.len, in.len);
		assert_memory_equal(one.data, in.data, in.len);
		bytes_free(&one);
		bytes_free(&three);
	}
	bytes_free(&in);
}

static void read_back(void **state)
{
	struct bytes b = {0}, body = {0};
	struct error err = {0};
	struct rootfs fs = {0};
	const struct rootfs_node *n;
	struct source from;
	struct ramdisk r;

	(void)state;
	archive(&b, PACK_NONE, 1);
	from = source_memory(b.data, b.len);
	assert_int_equal(rootfs_read(&fs, &from, &r, &err), 0);
	assert_string_equal(r.problem, "");
	assert_int_equal(fs.warnings_n, 0);
	assert_int_equal(r.pieces, 1);
	n = rootfs_find(&fs, "/b/a/small");
	assert_non_null(n);
	assert_int_equal(rootfs_body(&from, n->inode, collect, &body, &err), 0);
	assert_string_equal((char *)body.data, "hello");
	assert_int_equal(n->inode->mode, S_IFREG | 0644);
	assert_int_equal(n->inode->mtime, 1700000000);
	n = rootfs_find(&fs, "dev/null");
	assert_non_null(n);
	assert_int_equal(n->inode->rdev_major, 1);
	assert_int_equal(n->inode->rdev_minor, 3);
	rootfs_free(&fs);
	bytes_free(&body);
	bytes_free(&b);
}

static void tree_refuses(void **state)
{
	struct error err = {0};
	struct tree t = {0};
	struct bytes b = {0};

	(void)state;
	assert_int_equal(tree_dir(&t, "a/../b", NULL, &err), -1);
	assert_int_equal(tree_dir(&t, "/", NULL, &err), -1);
	assert_int_equal(tree_link(&t, "l", "x", NULL, &err), 0);
	assert_int_equal(tree_link(&t, "l", "x", NULL, &err), 0);
	assert_int_equal(tree_link(&t, "l", "y", NULL, &err), -1);
	assert_int_equal(tree_file(&t, "l/file", false, &b, NULL, &err), -1);
	assert_int_equal(t.n, 1);
	tree_free(&t);
}

static void digests(void **state)
{
	char hex[65];

	(void)state;
	/* FIPS 180-4 examples */
	digest("abc", 3, hex);
	assert_string_equal(hex,
			    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	digest("", 0, hex);
	assert_string_equal(hex,
			    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, hex);
	assert_string_equal(hex,
			    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(golden_plain), cmocka_unit_test(golden_gzip),
		cmocka_unit_test(golden_xz),	cmocka_unit_test(golden_zstd),
		cmocka_unit_test(large),	cmocka_unit_test(read_back),
		cmocka_unit_test(tree_refuses), cmocka_unit_test(digests),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
