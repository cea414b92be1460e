/* fb-damage-notice.c
 *
 * Tells the user that the database was found damaged and was rebuilt: once for each time, and as
 * soon as there is a window for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-damage-notice.h"

#include <glib/gi18n.h>

struct _FbDamageNotice
{
  GObject parent_instance;

  FbStore *store;
  FbWindowPresenter *presenter;
  char *shown_file; /* the damaged database that was told of last */
};

G_DEFINE_FINAL_TYPE (FbDamageNotice, fb_damage_notice, G_TYPE_OBJECT)

static void
show_dialog (GtkWindow *parent, const char *damaged_file)
{
  g_autofree char *body = g_strdup_printf (
    _ (
      "It was rebuilt from everything that could still be read, and from the documents, none of "
      "which was changed. Some faxes may be unread again, or show less than before.\n\nThe damaged "
      "list was saved as %s. A disk that damages files is often about to fail: make a backup."),
    damaged_file);
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("The List of Faxes Was Damaged"), body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_damage (FbDamageNotice *self)
{
  FbWindow *window = fb_window_presenter_get_window (self->presenter);
  const char *damaged_file = fb_store_get_damaged_file (self->store);

  if (window == NULL || damaged_file == NULL || g_strcmp0 (damaged_file, self->shown_file) == 0)
    return;
  g_free (self->shown_file);
  self->shown_file = g_strdup (damaged_file);
  show_dialog (GTK_WINDOW (window), damaged_file);
}

/* GObject */

static void
fb_damage_notice_dispose (GObject *object)
{
  FbDamageNotice *self = FB_DAMAGE_NOTICE (object);

  g_clear_object (&self->store);
  g_clear_object (&self->presenter);

  G_OBJECT_CLASS (fb_damage_notice_parent_class)->dispose (object);
}

static void
fb_damage_notice_finalize (GObject *object)
{
  g_free (FB_DAMAGE_NOTICE (object)->shown_file);

  G_OBJECT_CLASS (fb_damage_notice_parent_class)->finalize (object);
}

static void
fb_damage_notice_class_init (FbDamageNoticeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_damage_notice_dispose;
  object_class->finalize = fb_damage_notice_finalize;
}

static void
fb_damage_notice_init (FbDamageNotice *self)
{
}

/**
 * fb_damage_notice_new:
 * @store: whose damages are told of
 * @presenter: presents the window that the dialog belongs to
 *
 * For the main thread.
 *
 * Returns: (transfer full): the notice, which works as long as it exists
 */
FbDamageNotice *
fb_damage_notice_new (FbStore *store, FbWindowPresenter *presenter)
{
  g_return_val_if_fail (FB_IS_STORE (store), NULL);
  g_return_val_if_fail (FB_IS_WINDOW_PRESENTER (presenter), NULL);

  FbDamageNotice *self = g_object_new (FB_TYPE_DAMAGE_NOTICE, NULL);

  self->store = g_object_ref (store);
  self->presenter = g_object_ref (presenter);
  g_signal_connect_object (store, "notify::damaged-file", G_CALLBACK (show_damage), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (presenter, "presented", G_CALLBACK (show_damage), self,
                           G_CONNECT_SWAPPED);
  return self;
}
