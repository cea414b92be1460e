/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-search-reader.h"
#include "fb-store-reader.h"

G_BEGIN_DECLS

#define FB_TYPE_FAX_SOURCE (fb_fax_source_get_type ())
G_DECLARE_FINAL_TYPE (FbFaxSource, fb_fax_source, FB, FAX_SOURCE, GObject)

/* Signals, in the thread that made the source:
 *   faxes-changed (GPtrArray of FbFax): rows that are new or changed, by ascending id; each is a
 *     snapshot of its own, to be assigned to the row that is shown
 *   contacts-changed (GPtrArray of FbContact): numbers that have another name, or none any more, in
 *     the order in which they were named
 *   reset: every row may be another one: whoever has read must read again
 */

FbFaxSource *fb_fax_source_new (const char *folder, FbDamageFunc on_damage, gpointer user_data);

void fb_fax_source_begin_opening (FbFaxSource *self);
void fb_fax_source_end_opening (FbFaxSource *self);
void fb_fax_source_start (FbFaxSource *self);
void fb_fax_source_restart (FbFaxSource *self);
void fb_fax_source_stop (FbFaxSource *self);
gboolean fb_fax_source_is_ready (FbFaxSource *self);

void fb_fax_source_read (FbFaxSource *self, GTask *task, FbReadFunc read);
void fb_fax_source_search (FbFaxSource *self, GTask *task);
void fb_fax_source_emit_changed (FbFaxSource *self, GPtrArray *faxes);
void fb_fax_source_emit_contacts_changed (FbFaxSource *self, GPtrArray *contacts);
void fb_fax_source_emit_reset (FbFaxSource *self);

G_END_DECLS
