/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FbAddressList:
 *
 * IP addresses and networks. Immutable and reference-counted; may be used by any thread.
 */
typedef struct _FbAddressList FbAddressList;

FbAddressList *fb_address_list_new (const char *const *texts);
FbAddressList *fb_address_list_ref (FbAddressList *list);
void fb_address_list_unref (FbAddressList *list);
gboolean fb_address_list_is_empty (const FbAddressList *list);
gboolean fb_address_list_has (const FbAddressList *list, GInetAddress *address);

GInetAddressMask *fb_address_mask_parse (const char *text);
gboolean fb_address_is_loopback (const char *text);
GInetAddress *fb_address_parse (const char *text);
GInetAddress *fb_address_normalize (GInetAddress *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbAddressList, fb_address_list_unref)

G_END_DECLS
