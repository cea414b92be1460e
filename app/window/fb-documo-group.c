/* fb-documo-group.c
 *
 * The preferences' group about the account at Documo: the API key, which is tried at once, and in
 * words what came of it. A key that is stored is never shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-documo-group.h"

#include <glib/gi18n.h>
#include <string.h>

#include "fb-api-key-error.h"
#include "fb-api-key-setup.h"
#include "fb-documo-error.h"
#include "fb-documo-words.h"
#include "fb-entry-problem.h"
#include "fb-error-words.h"

struct _FbDocumoGroup
{
  AdwPreferencesGroup parent_instance;

  AdwActionRow *state_row;
  GtkImage *state_icon;
  GtkWidget *retry_button;
  GtkWidget *remove_button;
  AdwEntryRow *key_row;

  FbApiKey *api_key;
  GCancellable *cancellable; /* of what is under way */
  gboolean is_changing;      /* the key: not for others to look at meanwhile */
};

enum
{
  ENTRY_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbDocumoGroup, fb_documo_group, ADW_TYPE_PREFERENCES_GROUP)

/* Showing */

static void
show_icon (FbDocumoGroup *self, const char *name, const char *style)
{
  static const char *const styles[] = { "success", "warning", "error" };

  gtk_image_set_from_icon_name (self->state_icon, name);
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state_icon), styles[i]);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->state_icon), style);
}

static void
show_checking (FbDocumoGroup *self)
{
  adw_action_row_set_subtitle (self->state_row, _ ("Checking…"));
  show_icon (self, "content-loading-symbolic", NULL);
  gtk_widget_set_visible (self->retry_button, FALSE);
}

static void
show_account (FbDocumoGroup *self, const FbDocumoAccount *account)
{
  g_autofree char *sentence = fb_documo_dup_account_sentence (account);

  adw_action_row_set_subtitle (self->state_row, sentence);
  show_icon (self, "object-select-symbolic", NULL);
  gtk_widget_set_visible (self->retry_button, FALSE);
  gtk_widget_set_visible (self->remove_button, TRUE);
}

static gboolean
is_absent (const GError *error)
{
  return g_error_matches (error, FB_API_KEY_ERROR, FB_API_KEY_ERROR_ABSENT);
}

/* What may be otherwise the next time, without another key. */
static gboolean
is_worth_retrying (const GError *error)
{
  return !is_absent (error) &&
         !g_error_matches (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_KEY_WRONG) &&
         !g_error_matches (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_KEY_EXPIRED) &&
         !g_error_matches (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_URL);
}

static void
show_error (FbDocumoGroup *self, const GError *error)
{
  g_autofree char *sentence = fb_documo_error_dup_sentence (error);

  adw_action_row_set_subtitle (self->state_row, sentence);
  if (is_absent (error))
    show_icon (self, "action-unavailable-symbolic", NULL);
  else
    show_icon (self, "dialog-warning-symbolic", "warning");
  gtk_widget_set_visible (self->retry_button, is_worth_retrying (error));
}

static GCancellable *
begin (FbDocumoGroup *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  show_checking (self);
  return self->cancellable;
}

/* Whether nobody waits for that any more. Once unbound, there may be no rows. */
static gboolean
is_over (FbDocumoGroup *self, const GError *error)
{
  return self->api_key == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Checking */

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbDocumoGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FbDocumoAccount) account =
    fb_api_key_check_finish (FB_API_KEY (source), result, &error);

  if (is_over (self, error))
    return;
  if (account != NULL)
    {
      show_account (self, account);
      return;
    }
  show_error (self, error);
  gtk_widget_set_visible (self->remove_button, error->domain == FB_DOCUMO_ERROR &&
                                                 fb_api_key_get_url (self->api_key) != NULL);
}

static void
check (FbDocumoGroup *self, gboolean may_prompt)
{
  fb_api_key_check_async (self->api_key, may_prompt, begin (self), on_checked, g_object_ref (self));
}

static void
on_key_changed (FbDocumoGroup *self)
{
  if (!self->is_changing)
    check (self, FALSE);
}

static void
on_retry_clicked (FbDocumoGroup *self)
{
  check (self, TRUE);
}

/* Changing */

static void
set_changing (FbDocumoGroup *self, gboolean is_changing)
{
  self->is_changing = is_changing;
  gtk_widget_set_sensitive (GTK_WIDGET (self->key_row), !is_changing);
  gtk_widget_set_sensitive (self->remove_button, !is_changing);
}

static void
show_stored (FbDocumoGroup *self, const FbDocumoAccount *account, const GError *problem)
{
  fb_entry_set_text (self->key_row, "");
  gtk_widget_set_visible (self->remove_button, TRUE);
  if (account != NULL)
    {
      show_account (self, account);
      return;
    }
  show_error (self, problem);
  g_autofree char *reason = fb_documo_error_dup_sentence (problem);
  g_autofree char *sentence =
    fb_join_sentences (_ ("The API key was stored, but not checked."), reason);
  adw_action_row_set_subtitle (self->state_row, sentence);
}

static void
on_set_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbDocumoGroup) self = user_data;
  g_autoptr (FbDocumoAccount) account = NULL;
  g_autoptr (GError) problem = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_stored =
    fb_api_key_set_up_finish (FB_API_KEY (source), result, &account, &problem, &error);

  if (is_over (self, error))
    return;
  set_changing (self, FALSE);
  if (is_stored)
    {
      show_stored (self, account, problem);
      return;
    }
  show_error (self, error);
  gtk_widget_set_visible (self->retry_button, FALSE);
  fb_entry_problem_show (self->key_row, _ ("API Key (Not Stored)"));
}

static void
on_key_apply (FbDocumoGroup *self)
{
  char *key = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->key_row)));
  gsize size = strlen (key);

  set_changing (self, TRUE);
  fb_api_key_set_up_async (self->api_key, g_strstrip (key), begin (self), on_set_up,
                           g_object_ref (self));
  explicit_bzero (key, size);
  g_free (key);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbDocumoGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_removed = fb_api_key_clear_finish (FB_API_KEY (source), result, &error);

  if (is_over (self, error))
    return;
  set_changing (self, FALSE);
  if (is_removed)
    error = fb_api_key_error_new (FB_API_KEY_ERROR_ABSENT);
  show_error (self, error);
  gtk_widget_set_visible (self->remove_button, !is_absent (error));
}

static void
on_remove_clicked (FbDocumoGroup *self)
{
  set_changing (self, TRUE);
  fb_api_key_clear_async (self->api_key, begin (self), on_removed, g_object_ref (self));
}

static void
on_entry_changed (FbDocumoGroup *self)
{
  fb_entry_problem_clear (self->key_row);
  g_signal_emit (self, signals[ENTRY_CHANGED], 0);
}

/* GObject */

static void
fb_documo_group_dispose (GObject *object)
{
  FbDocumoGroup *self = FB_DOCUMO_GROUP (object);

  fb_documo_group_unbind (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_DOCUMO_GROUP);

  G_OBJECT_CLASS (fb_documo_group_parent_class)->dispose (object);
}

static void
fb_documo_group_class_init (FbDocumoGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_documo_group_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-documo-group.ui");
  gtk_widget_class_bind_template_child (widget_class, FbDocumoGroup, state_row);
  gtk_widget_class_bind_template_child (widget_class, FbDocumoGroup, state_icon);
  gtk_widget_class_bind_template_child (widget_class, FbDocumoGroup, retry_button);
  gtk_widget_class_bind_template_child (widget_class, FbDocumoGroup, remove_button);
  gtk_widget_class_bind_template_child (widget_class, FbDocumoGroup, key_row);
  gtk_widget_class_bind_template_callback (widget_class, on_retry_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked);
  signals[ENTRY_CHANGED] = g_signal_new ("entry-changed", G_TYPE_FROM_CLASS (klass),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_bind_template_callback (widget_class, on_key_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
}

static void
fb_documo_group_init (FbDocumoGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_documo_group_has_entry:
 * @self: a group
 *
 * Returns: whether a key was entered that isn't used yet
 */
gboolean
fb_documo_group_has_entry (FbDocumoGroup *self)
{
  g_return_val_if_fail (FB_IS_DOCUMO_GROUP (self), FALSE);

  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->key_row));

  return !self->is_changing && text[strspn (text, " \t\r\n")] != '\0';
}

/**
 * fb_documo_group_apply:
 * @self: a group
 *
 * Uses the key that was entered, as its button does.
 */
void
fb_documo_group_apply (FbDocumoGroup *self)
{
  g_return_if_fail (FB_IS_DOCUMO_GROUP (self));

  if (fb_documo_group_has_entry (self))
    on_key_apply (self);
}

/**
 * fb_documo_group_bind:
 * @self: a group that isn't bound yet
 * @api_key: the key that it shows the state of, and changes
 *
 * Checks the key at once, without asking for the keyring to be unlocked.
 */
void
fb_documo_group_bind (FbDocumoGroup *self, FbApiKey *api_key)
{
  g_return_if_fail (FB_IS_DOCUMO_GROUP (self));
  g_return_if_fail (FB_IS_API_KEY (api_key));
  g_return_if_fail (self->api_key == NULL);

  self->api_key = g_object_ref (api_key);
  g_signal_connect_object (api_key, "changed", G_CALLBACK (on_key_changed), self,
                           G_CONNECT_SWAPPED);
  check (self, FALSE);
}

/**
 * fb_documo_group_focus_key:
 * @self: a group
 *
 * Gives the keyboard to where the key is entered.
 */
void
fb_documo_group_focus_key (FbDocumoGroup *self)
{
  g_return_if_fail (FB_IS_DOCUMO_GROUP (self));

  gtk_widget_grab_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->key_row))));
}

/**
 * fb_documo_group_unbind:
 * @self: a group
 *
 * Drops the references to what it was bound to. libadwaita's preferences may outlive their window.
 */
void
fb_documo_group_unbind (FbDocumoGroup *self)
{
  g_return_if_fail (FB_IS_DOCUMO_GROUP (self));

  if (self->api_key == NULL)
    return;
  if (!self->is_changing)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_signal_handlers_disconnect_by_data (self->api_key, self);
  g_clear_object (&self->api_key);
}
