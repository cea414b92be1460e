/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FbNotice:
 * @key: names the notification; showing another one with the same key replaces it
 * @summary: one line
 * @body: (nullable): plain text, some lines
 * @category: of the notification specification, as "transfer.complete"
 * @is_urgent: whether it stays until it was seen
 * @default_label: what a click on it does, in words
 * @show_label: (nullable): what its second button does, in words
 *
 * One notification, as it is handed to the desktop. Filled once by who makes it.
 */
typedef struct
{
  char *key;
  char *summary;
  char *body;
  const char *category;
  gboolean is_urgent;
  char *default_label;
  char *show_label;
} FbNotice;

FbNotice *fb_notice_new (const char *key);
void fb_notice_free (FbNotice *notice);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbNotice, fb_notice_free)

#define FB_TYPE_BELL (fb_bell_get_type ())
G_DECLARE_FINAL_TYPE (FbBell, fb_bell, FB, BELL, GObject)

/* Signals, in the context of the thread that made the bell:
 *   activated (const char *key, gboolean is_default, const char *activation_token)
 */

FbBell *fb_bell_new (const char *desktop_entry);
void fb_bell_ring (FbBell *self, FbNotice *notice);
void fb_bell_withdraw (FbBell *self, const char *key);

G_END_DECLS
