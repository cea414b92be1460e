/* fb-fax-naming.c
 *
 * Naming the number of the fax that is selected: the actions "fax.name-number", which asks for the
 * name, and "fax.set-name". Either can be undone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-actions-private.h"

#include <glib/gi18n.h>

#include "fb-desk-user.h"
#include "fb-error-words.h"
#include "fb-fax-words.h"
#include "fb-name-dialog.h"
#include "fb-number-format.h"

/* A number that is being named, or was. */
typedef struct
{
  FbFaxActions *actions; /* weak */
  char *number;
  char *name;
  char *previous;
  gboolean can_undo;
} Naming;

static Naming *
naming_new (FbFaxActions *self, const char *number, const char *name, const char *previous)
{
  Naming *naming = g_new0 (Naming, 1);

  g_set_weak_pointer (&naming->actions, self);
  naming->number = g_strdup (number);
  naming->name = g_strdup (name);
  naming->previous = g_strdup (previous);
  return naming;
}

static void
naming_free (gpointer data)
{
  Naming *naming = data;

  g_clear_weak_pointer (&naming->actions);
  g_free (naming->number);
  g_free (naming->name);
  g_free (naming->previous);
  g_free (naming);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Naming, naming_free)

static char *
dup_title (const Naming *naming)
{
  g_autofree char *label = fb_number_format (naming->number);
  g_autofree char *number = fb_number_isolate (label);

  if (naming->name == NULL)
    /* Translators: %s is a number */
    return g_strdup_printf (_ ("%s has no name any more"), number);
  /* Translators: the first %s is a number, the second its name */
  return g_strdup_printf (_ ("Named %s “%s”"), number, naming->name);
}

static void set_name (FbFaxActions *self, Naming *naming);

static void
undo_naming (FbFaxActions *self, gconstpointer data)
{
  const Naming *naming = data;

  set_name (self, naming_new (self, naming->number, naming->previous, NULL));
}

static void
on_named (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Naming) naming = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_changed = FALSE;
  FbFaxActions *self = naming->actions;
  const gboolean is_kept =
    fb_store_set_name_finish (FB_STORE (source), result, &is_changed, &error);

  if (self == NULL)
    return;
  if (!is_kept)
    {
      g_autofree char *title = fb_error_dup_message (_ ("The name could not be saved."), error);
      fb_fax_actions_add_text_toast (self, title);
    }
  else if (is_changed && naming->can_undo)
    {
      g_autofree char *title = dup_title (naming);
      fb_fax_actions_offer_undo (self, title, undo_naming, g_steal_pointer (&naming), naming_free);
    }
}

static void
set_name (FbFaxActions *self, Naming *naming)
{
  g_autofree char *who = fb_desk_user_dup_name (self->settings);

  fb_store_set_name_async (self->store, naming->number, naming->name, who, on_named, naming);
}

static void
set_name_and_offer_undo (FbFaxActions *self,
                         const char *number,
                         const char *name,
                         const char *previous)
{
  /* As it will be kept. */
  g_autoptr (FbContact) contact = fb_contact_new (number, name, NULL, 0);
  if (contact == NULL)
    return;

  Naming *naming = naming_new (self, number, contact->name, previous);
  naming->can_undo = TRUE;
  set_name (self, naming);
}

/**
 * fb_fax_actions_set_name:
 * @action: the action
 * @parameter: "(sss)": a number, its name, and the name that it has
 * @data: the actions
 *
 * Of a number that is given, since another fax may be selected by now.
 */
void
fb_fax_actions_set_name (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *number;
  const char *name;
  const char *previous;

  g_variant_get (parameter, "(&s&s&s)", &number, &name, &previous);
  set_name_and_offer_undo (data, number, name, previous);
}

static void
on_name (const char *name, gpointer user_data)
{
  const Naming *naming = user_data;

  if (naming->actions != NULL)
    set_name_and_offer_undo (naming->actions, naming->number, name, naming->previous);
}

/**
 * fb_fax_actions_name_number:
 * @action: the action
 * @parameter: nothing
 * @data: the actions
 *
 * Asks for the name of the number of the fax that is selected.
 */
void
fb_fax_actions_name_number (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbFaxActions *self = data;
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self->table));
  FbFax *fax = fb_fax_table_get_selected (self->table);
  g_autofree char *number = fax != NULL ? fb_fax_dup_number_text (fax) : NULL;

  if (number == NULL || !GTK_IS_WINDOW (window))
    return;
  const char *name = fb_fax_get_given_name (fax);
  /* Translators: %s is a number */
  g_autofree char *body = g_strdup_printf (
    _ ("All faxes from and to %s will show this name. Without one they show their own."), number);
  const FbNameQuestion question = {
    .heading = _ ("Name This Number"),
    .body = body,
    .name = name,
    .max_length = FB_CONTACT_NAME_LENGTH,
    .may_be_empty = TRUE,
  };
  GtkWidget *dialog =
    fb_name_dialog_new (GTK_WINDOW (window), &question, on_name,
                        naming_new (self, fb_fax_get_number (fax), NULL, name), naming_free);
  gtk_window_present (GTK_WINDOW (dialog));
}
