/* fb-contact.c
 *
 * A number and the name that it has here. Whoever it comes from, a person, a file or a damaged
 * database: the number is one, and the name is one line that can be shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-contact.h"

#include "fb-display-text.h"
#include "fb-number.h"

G_DEFINE_BOXED_TYPE (FbContact, fb_contact, fb_contact_ref, fb_contact_unref)

static char *
dup_clean (const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  return fb_display_text_clean (valid, FB_CONTACT_NAME_LENGTH);
}

/**
 * fb_contact_new:
 * @number: (nullable): a number in any notation
 * @name: (nullable): its name, on one line of at most 200 characters: what is more is left out; an
 *   empty one is none
 * @who: (nullable): who names it, treated likewise
 * @named_at: when, microseconds since 1970 UTC
 *
 * Returns: (transfer full) (nullable): the contact; %NULL where @number is no number
 */
FbContact *
fb_contact_new (const char *number, const char *name, const char *who, gint64 named_at)
{
  g_autofree char *normalized = fb_number_normalize (number);

  if (normalized == NULL)
    return NULL;

  FbContact *self = g_atomic_rc_box_new0 (FbContact);
  self->number = g_steal_pointer (&normalized);
  self->name = dup_clean (name);
  self->who = dup_clean (who);
  self->named_at = named_at;
  return self;
}

/**
 * fb_contact_ref:
 * @contact: a contact
 *
 * Returns: (transfer full): the same
 */
FbContact *
fb_contact_ref (FbContact *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  FbContact *self = data;

  g_free (self->number);
  g_free (self->name);
  g_free (self->who);
}

/**
 * fb_contact_unref:
 * @contact: (transfer full): a contact
 */
void
fb_contact_unref (FbContact *self)
{
  g_atomic_rc_box_release_full (self, clear);
}
