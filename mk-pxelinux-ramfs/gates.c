// SPDX-License-Identifier: MIT
#include "gates.h"

#include <string.h>

/* linux/usr/Kconfig */
static const char *const rd_options[PACK_FORMATS] = {
	[PACK_GZIP] = "RD_GZIP",
	[PACK_XZ] = "RD_XZ",
	[PACK_ZSTD] = "RD_ZSTD",
};

static int check_kexec(const struct kernel *k, struct error *err)
{
	if (kernel_has(k, "KEXEC") || kernel_has(k, "KEXEC_FILE"))
		return 0;
	return error_set(
		err, k->config_from,
		"kernel %s cannot kexec (neither CONFIG_KEXEC nor CONFIG_KEXEC_FILE is set), so it "
		"can never start what it loads; use another kernel, or --no-kexec-check",
		k->version);
}

int gates_kernel(struct kernel *k, const struct root *root, const struct options *o,
		 struct names *warnings, struct error *err)
{
	const char *rd = rd_options[o->pack.format];

	if (kernel_find_config(k, root, err))
		return -1;
	if (!k->config_from[0]) {
		if (names_addf(warnings,
			       "no configuration of kernel %s was found (config-%s in boot/, "
			       "config in "
			       "its modules' folder, or inside of the image): nobody checked that "
			       "it can "
			       "kexec and unpack %s",
			       k->version, k->version, pack_name(o->pack.format)))
			return error_memory(err);
		return 0;
	}
	if (!o->no_kexec_check && check_kexec(k, err))
		return -1;
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
