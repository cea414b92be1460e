/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FbNotice:
 * @key: names the notification; showing another one with the same key replaces it
 * @message_id: (nullable): the fax that it tells of, if it is one
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
  char *message_id;
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
G_DECLARE_INTERFACE (FbBell, fb_bell, FB, BELL, GObject)

/**
 * FbBellInterface:
 * @ring: shows a notification, which it takes
 * @withdraw: takes one away, if it is there
 * @outlasts_process: whether notifications of an earlier process can be withdrawn, too
 *
 * Some way to the desktop's notifications. What was clicked is told by a signal, in the context of
 * the thread that made the bell; or, where the desktop starts actions itself, by the action.
 */
struct _FbBellInterface
{
  GTypeInterface parent_iface;

  void (*ring) (FbBell *self, FbNotice *notice);
  void (*withdraw) (FbBell *self, const char *key);
  gboolean outlasts_process;
};

FbBell *fb_bell_new (const char *desktop_entry);
void fb_bell_ring (FbBell *self, FbNotice *notice);
void fb_bell_withdraw (FbBell *self, const char *key);
gboolean fb_bell_outlasts_process (FbBell *self);
void fb_bell_emit_activated (FbBell *self,
                             const char *key,
                             gboolean is_default,
                             const char *activation_token);

G_END_DECLS
