/* fb-recent-faxes.c
 *
 * The newest faxes as a menu: one line each, which says what a glance at the table would. It reads
 * no more than these few, again whenever faxes have come or changed, or numbers were named.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-recent-faxes.h"

#include "fb-friendly-time.h"

#include <glib/gi18n.h>

#define N_FAXES 5

/* In characters: menus grow as wide as their longest line. */
#define MAX_PARTY 40

/* What the lines say of the day is looked at again this often, in seconds. */
#define RENEW_INTERVAL (10 * 60)

/* A burst changes them a thousand times a second; nobody reads a menu that fast. */
#define FOLLOW_DELAY_MS 250

struct _FbRecentFaxes
{
  GObject parent_instance;

  FbStore *store;
  GPtrArray *faxes; /* FbFax: those in the menu, newest first */
  GCancellable *reading;
  GMenu *menu;
  char *action;
  guint renew_source;
  guint follow_source;
};

G_DEFINE_FINAL_TYPE (FbRecentFaxes, fb_recent_faxes, G_TYPE_OBJECT)

/* A name or a number, not too long, and with no underscore taken for a mnemonic. */
static char *
dup_party (FbFax *fax)
{
  const char *party = fb_fax_get_party (fax);
  g_autofree char *name = party != NULL ? g_strdup (party) : fb_fax_dup_number_label (fax);

  if (name == NULL)
    return g_strdup (_ ("unknown"));
  g_autofree char *start = g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), MAX_PARTY));
  GString *text = g_string_new (start);
  g_string_replace (text, "_", "__", 0);
  if (g_utf8_strlen (name, -1) > MAX_PARTY)
    g_string_append (text, "…");
  return g_string_free (text, FALSE);
}

static gboolean
is_plainly_received (FbFax *fax)
{
  return fb_fax_get_direction (fax) == FB_DIRECTION_INBOUND &&
         fb_fax_get_status (fax) == FB_STATUS_SUCCESS;
}

static char *
dup_title (FbFax *fax)
{
  g_autofree char *party = dup_party (fax);

  if (fb_fax_is_test (fax))
    return g_strdup (_ ("Test Fax"));
  if (fb_fax_get_direction (fax) == FB_DIRECTION_OUTBOUND)
    /* Translators: a line of the tray’s menu; %s is a name or a number */
    return g_strdup_printf (_ ("Fax to %s"), party);
  if (is_plainly_received (fax) && fb_fax_get_open (fax))
    /* Translators: a line of the tray’s menu: it is not done yet; %s is a name or a number */
    return g_strdup_printf (_ ("New fax from %s"), party);
  return g_strdup_printf (_ ("Fax from %s"), party);
}

static char *
dup_label (FbFax *fax)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *title = dup_title (fax);
  g_autofree char *time =
    fb_friendly_time_format (fb_fax_get_time (fax), now, fb_clock_format_from_desktop ());

  if (is_plainly_received (fax))
    /* Translators: a line of the tray’s menu: what fax, and its date */
    return g_strdup_printf (_ ("%s · %s"), title, time);

  g_autofree char *status = fb_fax_dup_status_label (fax);
  /* Translators: a line of the tray’s menu: what fax, how far it has come, and its date */
  return g_strdup_printf (_ ("%s · %s · %s"), title, status, time);
}

static void
fill_menu (FbRecentFaxes *self)
{
  g_menu_remove_all (self->menu);
  for (guint i = 0; i < self->faxes->len; i++)
    {
      FbFax *fax = g_ptr_array_index (self->faxes, i);
      g_autofree char *label = dup_label (fax);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, self->action, "s", fb_fax_get_message_id (fax));
      g_menu_append_item (self->menu, item);
    }
}

static gboolean
on_renew (gpointer data)
{
  fill_menu (data);
  return G_SOURCE_CONTINUE;
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FbRecentFaxes) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faxes = fb_store_list_newest_finish (FB_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->faxes == NULL)
    return;
  g_clear_object (&self->reading);
  /* What can't be read now stays as it was; the window says what is wrong with the store. */
  if (faxes == NULL)
    return;
  g_ptr_array_unref (self->faxes);
  self->faxes = g_steal_pointer (&faxes);
  fill_menu (self);
}

static gboolean
on_follow (gpointer data)
{
  FbRecentFaxes *self = data;

  self->follow_source = 0;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  fb_store_list_newest_async (self->store, N_FAXES, self->reading, on_read, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
follow_soon (FbRecentFaxes *self)
{
  if (self->follow_source == 0)
    self->follow_source = g_timeout_add (FOLLOW_DELAY_MS, on_follow, self);
}

static void
on_store_opened (FbRecentFaxes *self)
{
  if (fb_store_is_open (self->store))
    follow_soon (self);
}

/* GObject */

static void
fb_recent_faxes_dispose (GObject *object)
{
  FbRecentFaxes *self = FB_RECENT_FAXES (object);

  g_clear_handle_id (&self->renew_source, g_source_remove);
  g_clear_handle_id (&self->follow_source, g_source_remove);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->store);
  g_clear_pointer (&self->faxes, g_ptr_array_unref);
  g_clear_object (&self->menu);

  G_OBJECT_CLASS (fb_recent_faxes_parent_class)->dispose (object);
}

static void
fb_recent_faxes_finalize (GObject *object)
{
  g_free (FB_RECENT_FAXES (object)->action);

  G_OBJECT_CLASS (fb_recent_faxes_parent_class)->finalize (object);
}

static void
fb_recent_faxes_class_init (FbRecentFaxesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_recent_faxes_dispose;
  object_class->finalize = fb_recent_faxes_finalize;
}

static void
fb_recent_faxes_init (FbRecentFaxes *self)
{
  self->faxes = g_ptr_array_new_with_free_func (g_object_unref);
  self->menu = g_menu_new ();
  self->renew_source = g_timeout_add_seconds (RENEW_INTERVAL, on_renew, self);
}

/**
 * fb_recent_faxes_new:
 * @store: keeps the faxes; it may open later
 * @action: what a line does, with its prefix; its target is the message id
 *
 * Returns: (transfer full): the newest faxes
 */
FbRecentFaxes *
fb_recent_faxes_new (FbStore *store, const char *action)
{
  g_return_val_if_fail (FB_IS_STORE (store), NULL);
  g_return_val_if_fail (action != NULL, NULL);

  FbRecentFaxes *self = g_object_new (FB_TYPE_RECENT_FAXES, NULL);

  self->action = g_strdup (action);
  self->store = g_object_ref (store);
  g_signal_connect_object (store, "faxes-changed", G_CALLBACK (follow_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "contacts-changed", G_CALLBACK (follow_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "notify::open", G_CALLBACK (on_store_opened), self,
                           G_CONNECT_SWAPPED);
  on_store_opened (self);
  return self;
}

/**
 * fb_recent_faxes_get_menu:
 * @self: the newest faxes
 *
 * Returns: (transfer none): a line for each
 */
GMenuModel *
fb_recent_faxes_get_menu (FbRecentFaxes *self)
{
  g_return_val_if_fail (FB_IS_RECENT_FAXES (self), NULL);

  return G_MENU_MODEL (self->menu);
}
