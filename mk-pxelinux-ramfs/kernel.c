// SPDX-License-Identifier: MIT
#include "kernel.h"

#include <elf.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "s390hdr.h"
#include "unpack_stream.h"

#define IMAGE_LIMIT (UINT64_C(1) << 30)
#define PAYLOAD_LIMIT (UINT64_C(512) << 20)

/* "6.1.0-50-s390x (builder) #1 SMP ...": what uname -r says is up to the blank */
static int set_version(struct kernel *k, const char *text, struct error *err)
{
	size_t n = strcspn(text, " \n");

	if (n >= sizeof(k->version))
		return error_set(err, k->image_name, "has an invalid version string");
	memcpy(k->version, text, n);
	k->version[n] = 0;
	return 0;
}

int kernel_read_image(struct kernel *k, const char *path, struct error *err)
{
	char version[S390_VERSION_SIZE];

	k->image_name = path;
	if (s390hdr_file_version(path, version, err))
		return -1;
	k->arch = (struct elf_arch){EM_S390, ELFCLASS64, ELFDATA2MSB};
	k->have_arch = true;
	return set_version(k, version, err);
}

static const unsigned char *find(const struct bytes *b, size_t from, const char *what, size_t n)
{
	return from < b->len ? memmem(b->data + from, b->len - from, what, n) : NULL;
}

/* The gzip data between IKCFG_ST and IKCFG_ED. */
static int config_in(const struct bytes *b, const char *name, struct bytes *out, struct error *err)
{
	const unsigned char *p = find(b, 0, "IKCFG_ST\x1f\x8b\x08", 11);
	size_t used;

	if (!p)
		return 0;
	p += 8;
	return unpack_stream(UNPACK_GZIP, p, b->len - (size_t)(p - b->data), &used, out,
			     PAYLOAD_LIMIT, name, err);
}

/*
 * Whether the kernel proper can kexec is seen by what kernel_kexec() prints
 * (linux/kernel/kexec_core.c), its banner (linux/init/version.c) tells it from the
 * code that unpacks it.
 */
static void kexec_in(const struct bytes *b, struct kernel *k)
{
	static const char text[] = "Starting new kernel";
	char banner[sizeof(k->version) + 16];
	int n = snprintf(banner, sizeof(banner), "Linux version %s ", k->version);

	if (find(b, 0, banner, (size_t)n))
		k->kexec = find(b, 0, text, sizeof(text) - 1) ? KERNEL_YES : KERNEL_NO;
}

static int look_in(const struct bytes *b, struct kernel *k, struct error *err)
{
	kexec_in(b, k);
	return config_in(b, k->image_name, &k->config, err);
}

int kernel_look_inside(struct kernel *k, const struct bytes *b, struct error *err)
{
	int ret = look_in(b, k, err);

	/* the kernel proper is compressed inside of the image */
	for (size_t i = 0; !ret && k->kexec == KERNEL_UNKNOWN && i + 6 < b->len; i++) {
		enum unpack_format f = unpack_detect(b->data + i, b->len - i);
		struct bytes payload = {0};
		struct error ignored = {0};
		size_t used;

		if (f == UNPACK_NONE)
			continue;
		/* three bytes may look like gzip anywhere: what does not unpack is none */
		if (!unpack_stream(f, b->data + i, b->len - i, &used, &payload, PAYLOAD_LIMIT,
				   k->image_name, &ignored)) {
			ret = look_in(&payload, k, err);
			i += used - 1;
		}
		bytes_free(&payload);
	}
	if (!ret && k->config.len)
		snprintf(k->config_from, sizeof(k->config_from), "%s", k->image_name);
	return ret;
}

static int try_root(struct kernel *k, const struct root *root, const char *fmt, struct error *err)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), fmt, k->version);
	if (!root_is_file(root, path))
		return 0;
	root_name(root, path, k->config_from);
	return root_read(root, path, &k->config, err) ? -1 : 1;
}

static int try_beside(struct kernel *k, struct error *err)
{
	const char *slash = strrchr(k->image_name, '/');
	char path[PATH_MAX];

	if ((size_t)snprintf(path, sizeof(path), "%.*sconfig-%s",
			     slash ? (int)(slash + 1 - k->image_name) : 0, k->image_name,
			     k->version) >= sizeof(path) ||
	    access(path, R_OK))
		return 0;
	strcpy(k->config_from, path);
	return bytes_read_file(&k->config, path, IMAGE_LIMIT, err) ? -1 : 1;
}

/* The whole image is read for this only. */
static int try_image(struct kernel *k, struct error *err)
{
	struct bytes image = {0};
	int ret = bytes_read_file(&image, k->image_name, IMAGE_LIMIT, err);

	if (!ret)
		ret = kernel_look_inside(k, &image, err);
	bytes_free(&image);
	return ret;
}

int kernel_find_config(struct kernel *k, const struct root *root, struct error *err)
{
	int ret = try_root(k, root, "/boot/config-%s", err);

	if (!ret)
		ret = try_root(k, root, "/lib/modules/%s/config", err);
	if (!ret)
		ret = try_root(k, root, "/usr/lib/modules/%s/config", err);
	if (!ret && k->image_name)
		ret = try_beside(k, err);
	if (!ret && k->image_name)
		ret = try_image(k, err);
	return ret < 0 ? -1 : 0;
}

bool kernel_has(const struct kernel *k, const char *name)
{
	char line[128];
	int n = snprintf(line, sizeof(line), "CONFIG_%s=", name);
	const unsigned char *p = k->config.data;

	while (p && (p = find(&k->config, (size_t)(p - k->config.data), line, (size_t)n))) {
		size_t at = (size_t)(p - k->config.data);

		if ((at == 0 || p[-1] == '\n') && at + (size_t)n < k->config.len &&
		    (p[n] == 'y' || p[n] == 'm'))
			return true;
		p++;
	}
	return false;
}

void kernel_free(struct kernel *k)
{
	bytes_free(&k->config);
}
