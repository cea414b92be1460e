/* fb-fax-details.c
 *
 * Everything that is known of a fax, in plain words. It follows the fax: what Documo sends while
 * the window is open shows at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-details.h"

#include <glib/gi18n.h>

#include "fb-copy-row.h"
#include "fb-fax-words.h"
#include "fb-friendly-time.h"

struct _FbFaxDetails
{
  AdwWindow parent_instance;

  GtkButton *open_button;
  AdwPreferencesPage *page;
  FbFax *fax;
  GPtrArray *groups;
};

G_DEFINE_FINAL_TYPE (FbFaxDetails, fb_fax_details, ADW_TYPE_WINDOW)

static void
on_open_clicked (FbFaxDetails *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_widget_activate_action (parent != NULL ? GTK_WIDGET (parent) : GTK_WIDGET (self),
                              "app.open-fax", "s", fb_fax_get_message_id (self->fax));
}

static AdwPreferencesGroup *
add_group (FbFaxDetails *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
  g_ptr_array_add (self->groups, group);
  return ADW_PREFERENCES_GROUP (group);
}

/* A field that isn't known gets no row. */
static GtkWidget *
add_row (AdwPreferencesGroup *group, const char *title, const char *value)
{
  if (value == NULL || *value == '\0')
    return NULL;

  g_autofree char *markup = fb_value_to_markup (value);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", markup,
                                 "subtitle-lines", 0, NULL);
  gtk_widget_add_css_class (row, "value-row");
  adw_preferences_group_add (group, row);
  return row;
}

/* For what people paste elsewhere. */
static void
add_copy_row (AdwPreferencesGroup *group, const char *title, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  adw_preferences_group_add (group, g_object_new (FB_TYPE_COPY_ROW, "title", title, "value", value,
                                                  "subtitle-lines", 0, NULL));
}

static void
add_time_row (AdwPreferencesGroup *group, const char *title, gint64 time)
{
  g_autofree char *value = fb_full_time_format (time, fb_clock_format_from_desktop ());

  add_row (group, title, value);
}

static void
fb_fax_details_add_status (FbFaxDetails *self, const FbEvent *event)
{
  AdwPreferencesGroup *group = add_group (self, _ ("Fax"));
  g_autofree char *status = fb_fax_dup_status_label (self->fax);
  g_autofree char *pages = fb_fax_dup_pages_sentence (self->fax);
  g_autofree char *attempt = event->attempt > 0 ? g_strdup_printf ("%d", event->attempt) : NULL;

  add_row (group, _ ("Direction"), fb_direction_get_label (event->direction));
  GtkWidget *status_row = add_row (group, _ ("Status"), status);
  if (event->status == FB_STATUS_FAILED && status_row != NULL)
    gtk_widget_add_css_class (status_row, "failed");
  add_copy_row (group, _ ("Reason"), event->failure);
  add_row (group, _ ("Subject"), event->subject);
  add_row (group, _ ("Pages"), pages);
  add_row (group, _ ("Attempt"), attempt);
}

static const char *
get_party_title (FbDirection direction)
{
  switch (direction)
    {
    case FB_DIRECTION_INBOUND:
      return _ ("Sender");
    case FB_DIRECTION_OUTBOUND:
      return _ ("Recipient");
    case FB_DIRECTION_UNKNOWN:
    default:
      return _ ("Sender or Recipient");
    }
}

static void
fb_fax_details_add_parties (FbFaxDetails *self, const FbEvent *event)
{
  const gboolean is_inbound = event->direction == FB_DIRECTION_INBOUND;
  const char *number = fb_fax_get_number (self->fax);
  const char *party = fb_fax_get_party (self->fax);

  if (number == NULL && party == NULL && event->fax_number == NULL && event->caller_id == NULL &&
      event->csid == NULL)
    return;

  AdwPreferencesGroup *group = add_group (self, get_party_title (event->direction));
  add_copy_row (group, _ ("Number"), number);
  add_row (group, _ ("Name"), party);
  if (is_inbound)
    add_row (group, _ ("Received On"), event->fax_number);
  add_row (group, is_inbound ? _ ("Caller ID") : _ ("Sent With Caller ID"), event->caller_id);
  add_row (group, _ ("Station Identifier (CSID)"), event->csid);
}

static void
fb_fax_details_add_document (FbFaxDetails *self)
{
  AdwPreferencesGroup *group = add_group (self, _ ("Document"));
  GPtrArray *attachments = fb_fax_get_documents (self->fax);

  adw_preferences_group_set_description (group, fb_fax_get_document_sentence (self->fax));
  for (guint i = 0; attachments != NULL && i < attachments->len; i++)
    {
      const FbDocument *attachment = g_ptr_array_index (attachments, i);
      g_autofree char *size = g_format_size ((guint64) attachment->size);
      g_autofree char *title =
        g_strdup_printf ("%s, %s", fb_document_get_format_label (attachment), size);
      add_copy_row (group, title, attachment->path);
      add_copy_row (group, _ ("SHA-256"), attachment->sha256);
    }
}

static void
fb_fax_details_add_times (FbFaxDetails *self, const FbEvent *event)
{
  AdwPreferencesGroup *group = add_group (self, _ ("Time"));

  add_time_row (group, _ ("Arrived on This Computer"), fb_fax_get_received_at (self->fax));
  add_time_row (group, _ ("Created"), event->created_at);
  add_time_row (group, _ ("Completed"), event->resolved_at);
}

static void
fb_fax_details_add_names (FbFaxDetails *self, const FbEvent *event)
{
  AdwPreferencesGroup *group = add_group (self, _ ("At Documo"));

  add_copy_row (group, _ ("Message ID"), event->message_id);
  add_row (group, _ ("Last Event"), event->name);
  add_row (group, _ ("Documo’s Status"), event->status_name);
}

static void
fb_fax_details_fill (FbFaxDetails *self)
{
  const FbEvent *event = fb_fax_get_event (self->fax);

  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (self->page, g_ptr_array_index (self->groups, i));
  g_ptr_array_set_size (self->groups, 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->open_button),
                            fb_fax_get_document_state (self->fax) == FB_DOCUMENT_HERE);
  if (event == NULL)
    return;

  fb_fax_details_add_status (self, event);
  fb_fax_details_add_document (self);
  fb_fax_details_add_parties (self, event);
  fb_fax_details_add_times (self, event);
  fb_fax_details_add_names (self, event);
}

/* GObject */

static void
fb_fax_details_dispose (GObject *object)
{
  FbFaxDetails *self = FB_FAX_DETAILS (object);

  g_clear_object (&self->fax);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_FAX_DETAILS);

  G_OBJECT_CLASS (fb_fax_details_parent_class)->dispose (object);
}

static void
fb_fax_details_finalize (GObject *object)
{
  g_clear_pointer (&FB_FAX_DETAILS (object)->groups, g_ptr_array_unref);

  G_OBJECT_CLASS (fb_fax_details_parent_class)->finalize (object);
}

static void
fb_fax_details_class_init (FbFaxDetailsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fb_fax_details_dispose;
  object_class->finalize = fb_fax_details_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-fax-details.ui");
  gtk_widget_class_bind_template_child (widget_class, FbFaxDetails, open_button);
  gtk_widget_class_bind_template_child (widget_class, FbFaxDetails, page);
  gtk_widget_class_bind_template_callback (widget_class, on_open_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
}

static void
fb_fax_details_init (FbFaxDetails *self)
{
  self->groups = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_fax_details_new:
 * @parent: (nullable): the window that it belongs to
 * @fax: a fax
 *
 * Returns: (transfer none): the window; present it
 */
FbFaxDetails *
fb_fax_details_new (GtkWindow *parent, FbFax *fax)
{
  g_return_val_if_fail (FB_IS_FAX (fax), NULL);

  FbFaxDetails *self = g_object_new (FB_TYPE_FAX_DETAILS, "transient-for", parent, NULL);

  self->fax = g_object_ref (fax);
  g_signal_connect_object (fax, "notify::loaded", G_CALLBACK (fb_fax_details_fill), self,
                           G_CONNECT_SWAPPED);
  fb_fax_details_fill (self);
  return self;
}
