// SPDX-License-Identifier: MIT
#include "kernel_check.h"

#include <string.h>

/* linux/usr/Kconfig */
static const char *const rd_options[PACK_FORMATS] = {
	[PACK_GZIP] = "RD_GZIP",
	[PACK_XZ] = "RD_XZ",
	[PACK_ZSTD] = "RD_ZSTD",
};

/* Where PATH says that the kernel cannot kexec */
static int no_kexec(const struct kernel *k, const char *path, const char *why, struct error *err)
{
	return error_set(err, path,
			 "kernel %s cannot kexec (%s), so it can never start what it loads; use "
			 "another kernel, or --no-kexec-check",
			 k->version, why);
}

/* Without a configuration only the image itself can tell. */
static int unconfigured(const struct kernel *k, const struct options *o, struct names *warnings,
			struct error *err)
{
	if (!o->no_kexec_check && k->kexec == KERNEL_NO)
		return no_kexec(k, k->image_name, "there is no code for it in the image", err);
	if (k->kexec == KERNEL_YES && !rd_options[o->pack.format])
		return 0;
	if (names_addf(warnings,
		       "no configuration of kernel %s was found (config-%s in boot/, config in "
		       "its modules directory, or inside the image): could not check that it can "
		       "%s%s",
		       k->version, k->version,
		       k->kexec == KERNEL_YES ? "unpack " : "kexec and unpack ",
		       pack_name(o->pack.format)))
		return error_memory(err);
	return 0;
}

int kernel_check(struct kernel *k, const struct root *root, const struct options *o,
		 struct names *warnings, struct error *err)
{
	const char *rd = rd_options[o->pack.format];

	if (kernel_find_config(k, root, err))
		return -1;
	if (!k->config_from[0])
		return unconfigured(k, o, warnings, err);
	if (!o->no_kexec_check && !kernel_has(k, "KEXEC") && !kernel_has(k, "KEXEC_FILE"))
		return no_kexec(k, k->config_from,
				"neither CONFIG_KEXEC nor CONFIG_KEXEC_FILE is set", err);
	if (!kernel_has(k, "BLK_DEV_INITRD"))
		return error_set(err, k->config_from,
				 "kernel %s takes no initramfs (CONFIG_BLK_DEV_INITRD is not set)",
				 k->version);
	if (rd && !kernel_has(k, rd))
		return error_set(
			err, k->config_from,
			"kernel %s cannot unpack %s (CONFIG_%s is not set); choose another "
			"with --compress",
			k->version, pack_name(o->pack.format), rd);
	return 0;
}
