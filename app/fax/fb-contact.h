/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Of a name, in characters. */
#define FB_CONTACT_NAME_LENGTH 200

/**
 * FbContact:
 * @number: the number, as fb_number_normalize() makes it
 * @name: (nullable): what it is called here; %NULL where its name is taken away
 * @who: (nullable): who has named it
 * @named_at: when, microseconds since 1970 UTC
 *
 * A name that somebody at this desk has given to a number. Nobody changes it after it was made, so
 * it may be handed from thread to thread.
 */
typedef struct
{
  char *number;
  char *name;
  char *who;
  gint64 named_at;
} FbContact;

/**
 * FbContactCounts:
 * @n_changed: numbers that have another name now, or their first one, or none any more
 * @n_unchanged: numbers that had that name before
 * @n_kept: numbers that have kept another name
 *
 * What came of naming numbers. A plain value.
 */
typedef struct
{
  guint n_changed;
  guint n_unchanged;
  guint n_kept;
} FbContactCounts;

#define FB_TYPE_CONTACT (fb_contact_get_type ())
GType fb_contact_get_type (void) G_GNUC_CONST;

FbContact *fb_contact_new (const char *number, const char *name, const char *who, gint64 named_at);
FbContact *fb_contact_ref (FbContact *contact);
void fb_contact_unref (FbContact *contact);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbContact, fb_contact_unref)

G_END_DECLS
