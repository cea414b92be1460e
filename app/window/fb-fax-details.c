/* fb-fax-details.c
 *
 * Everything that is known of the fax that is selected, in plain words, beside the list. It follows
 * the fax: what Documo sends meanwhile shows at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-details.h"

#include <glib/gi18n.h>

#include "fb-copy-row.h"
#include "fb-document-row.h"
#include "fb-document-words.h"
#include "fb-fax-words.h"
#include "fb-friendly-time.h"
#include "fb-number-format.h"

struct _FbFaxDetails
{
  AdwBin parent_instance;

  GtkStack *stack;
  AdwStatusPage *empty_page;
  GtkScrolledWindow *scroller;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkWidget *state;
  GtkImage *state_icon;
  GtkLabel *state_label;
  AdwEntryRow *note_row;
  char *shown_note; /* as it was before the user changed it */
  GtkBox *groups;

  FbStore *store;
  FbDocumentSync *document_sync;
  GCancellable *history_cancellable; /* of the read that is under way */
  FbFax *fax;
  GSignalGroup *fax_signals;
  gboolean is_expanded; /* the technical details, from fax to fax */
  guint waiting_limit;
  guint fill_source;
};

G_DEFINE_FINAL_TYPE (FbFaxDetails, fb_fax_details, ADW_TYPE_BIN)

/* Rows */

static AdwPreferencesGroup *
add_group (FbFaxDetails *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  if (title != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (self->groups, group);
  return ADW_PREFERENCES_GROUP (group);
}

/* A field that isn't known gets no row. */
static GtkWidget *
make_row (const char *title, const char *value)
{
  if (value == NULL || *value == '\0')
    return NULL;

  g_autofree char *markup = fb_value_to_markup (value);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", markup,
                                 "subtitle-lines", 0, NULL);
  gtk_widget_add_css_class (row, "value-row");
  return row;
}

static GtkWidget *
add_row (AdwPreferencesGroup *group, const char *title, const char *value)
{
  GtkWidget *row = make_row (title, value);

  if (row != NULL)
    adw_preferences_group_add (group, row);
  return row;
}

/* For what people paste elsewhere. */
static GtkWidget *
make_copy_row (const char *title, const char *value)
{
  if (value == NULL || *value == '\0')
    return NULL;
  return g_object_new (FB_TYPE_COPY_ROW, "title", title, "value", value, "subtitle-lines", 0, NULL);
}

/* With a button to name it. */
static void
add_number_row (AdwPreferencesGroup *group, const char *number)
{
  GtkWidget *row = make_copy_row (_ ("Number"), number);

  if (row == NULL)
    return;
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "icon-name", "document-edit-symbolic",
                                    "tooltip-text", _ ("Name This Number…"), "valign",
                                    GTK_ALIGN_CENTER, "action-name", "fax.name-number", NULL);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Name This Number…"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (group, row);
}

static void
add_technical_row (AdwExpanderRow *expander, GtkWidget *row)
{
  if (row != NULL)
    adw_expander_row_add_row (expander, row);
}

static void
add_technical_time (AdwExpanderRow *expander, const char *title, gint64 time)
{
  g_autofree char *value = fb_full_time_format (time, fb_clock_format_from_desktop ());

  add_technical_row (expander, make_row (title, value));
}

/* What everybody asks */

static void
fb_fax_details_show_heading (FbFaxDetails *self)
{
  g_autofree char *title = fb_fax_dup_title (self->fax);
  g_autofree char *status = fb_fax_is_test (self->fax)
                              ? g_strdup (_ ("A test fax you sent to yourself"))
                              : fb_fax_dup_status_label (self->fax);
  g_autofree char *time =
    fb_full_time_format (fb_fax_get_time (self->fax), fb_clock_format_from_desktop ());
  /* Translators: a status and a time */
  g_autofree char *subtitle = g_strdup_printf (_ ("%s · %s"), status, time != NULL ? time : "");

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->subtitle, subtitle);
}

static void
fb_fax_details_show_state (FbFaxDetails *self)
{
  const gint64 now = g_get_real_time ();
  const gboolean too_long = fb_fax_waits_too_long (self->fax, self->waiting_limit, now);
  g_autofree char *done = fb_fax_dup_done_sentence (self->fax);
  g_autofree char *waiting = fb_fax_dup_waiting (self->fax, now);
  /* Translators: how long a fax has waited for somebody to deal with it */
  g_autofree char *open = waiting != NULL ? g_strdup_printf (_ ("Open for %s"), waiting) : NULL;
  const char *classes[] = { too_long ? "warning" : "waiting", NULL };

  gtk_widget_set_visible (self->state, open != NULL || done != NULL);
  gtk_label_set_text (self->state_label, open != NULL ? open : (done != NULL ? done : ""));
  gtk_image_set_from_icon_name (self->state_icon, too_long       ? "dialog-warning-symbolic"
                                                  : open != NULL ? "alarm-symbolic"
                                                                 : "object-select-symbolic");
  gtk_widget_set_css_classes (self->state, classes);
}

/* Notes */

/* By the user: the fax's own note may have changed meanwhile. */
static gboolean
is_note_edited (FbFaxDetails *self)
{
  return g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->note_row)), self->shown_note) != 0;
}

static void
fb_fax_details_set_note (FbFaxDetails *self, const char *note)
{
  g_free (self->shown_note);
  self->shown_note = g_strdup (note != NULL ? note : "");
  gtk_editable_set_text (GTK_EDITABLE (self->note_row), self->shown_note);
}

/* It may come from elsewhere, but not under the hands of who is writing. */
static void
fb_fax_details_show_note (FbFaxDetails *self)
{
  if (!is_note_edited (self))
    fb_fax_details_set_note (self, fb_fax_get_note (self->fax));
}

static void
fb_fax_details_save_note (FbFaxDetails *self)
{
  g_autofree char *note =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->note_row))));

  if (self->fax == NULL || !is_note_edited (self))
    return;
  fb_fax_details_set_note (self, note);
  gtk_widget_activate_action (GTK_WIDGET (self), "fax.set-note", "(xs)", fb_fax_get_id (self->fax),
                              note);
}

static void
on_note_apply (FbFaxDetails *self)
{
  fb_fax_details_save_note (self);
}

/* Escape brings back what the note was. */
static gboolean
on_note_key (GtkEventControllerKey *controller,
             guint keyval,
             guint keycode,
             GdkModifierType state,
             FbFaxDetails *self)
{
  if (keyval != GDK_KEY_Escape || !is_note_edited (self))
    return GDK_EVENT_PROPAGATE;
  fb_fax_details_set_note (self, self->fax != NULL ? fb_fax_get_note (self->fax) : NULL);
  return GDK_EVENT_STOP;
}

/* The rest */

/* What the fax says, where that is not what is shown as its name. */
static const char *
get_name_on_fax (FbFax *fax)
{
  const char *stated = fb_fax_get_stated_name (fax);

  return g_strcmp0 (stated, fb_fax_get_party (fax)) != 0 ? stated : NULL;
}

/* One that is there, and whole as far as is known, needs no words. */
static void
fb_fax_details_add_document (FbFaxDetails *self, AdwPreferencesGroup *group)
{
  g_autofree char *sentence = fb_fax_dup_document_sentence (self->fax);
  if (sentence == NULL)
    return;

  GtkWidget *row = fb_document_row_new (self->fax, self->document_sync);
  if (fb_fax_get_document_fault (self->fax) != FB_DOCUMENT_FAULT_NONE)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                               g_object_new (GTK_TYPE_IMAGE, "icon-name", "dialog-warning-symbolic",
                                             "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                             NULL));
  adw_preferences_group_add (group, row);
}

static void
fb_fax_details_add_fax (FbFaxDetails *self, const FbEvent *event)
{
  AdwPreferencesGroup *group = add_group (self, NULL);
  const gboolean is_inbound = event->direction == FB_DIRECTION_INBOUND;
  g_autofree char *pages = fb_fax_dup_pages_sentence (self->fax);
  g_autofree char *number = fb_fax_dup_number_label (self->fax);
  g_autofree char *received_on = fb_number_format (event->fax_number);

  if (event->failure != NULL)
    {
      GtkWidget *reason = make_copy_row (_ ("Reason"), event->failure);
      if (reason != NULL && event->status == FB_STATUS_FAILED)
        gtk_widget_add_css_class (reason, "failed");
      if (reason != NULL)
        adw_preferences_group_add (group, reason);
    }
  add_number_row (group, number);
  add_row (group, _ ("Name"), fb_fax_get_party (self->fax));
  /* Translators: what the other side calls itself, where its number has another name here */
  add_row (group, _ ("Name on the Fax"), get_name_on_fax (self->fax));
  if (is_inbound)
    add_row (group, _ ("Received On"), received_on);
  add_row (group, _ ("Subject"), event->subject);
  add_row (group, _ ("Pages"), pages);
  fb_fax_details_add_document (self, group);
}

/* What happened to it */

static char *
dup_entry_title (const FbHistoryEntry *entry)
{
  const char *who = entry->who != NULL ? entry->who : "";

  if (entry->is_fetched)
    return g_strdup (_ ("Document downloaded"));
  if (!entry->is_desk && entry->event != NULL && entry->event->road == FB_ROAD_TEST)
    return g_strdup (_ ("Test received"));
  if (!entry->is_desk)
    return entry->event != NULL
             ? g_strdup (fb_status_get_label (entry->event->status, entry->event->direction))
             : g_strdup (_ ("Unreadable"));
  switch (entry->action)
    {
    case FB_DESK_DONE:
      /* Translators: %s is who has dealt with the fax */
      return g_strdup_printf (_ ("Done by %s"), who);
    case FB_DESK_REOPENED:
      /* Translators: %s is who says that the fax has to be dealt with again */
      return g_strdup_printf (_ ("Reopened by %s"), who);
    case FB_DESK_NOTED:
    default:
      /* Translators: %s is who has written a note */
      return g_strdup_printf (entry->note != NULL ? _ ("Note by %s") : _ ("Note removed by %s"),
                              who);
    }
}

static const char *
get_entry_icon_name (const FbHistoryEntry *entry)
{
  if (entry->is_fetched)
    return "x-office-document-symbolic";
  if (!entry->is_desk)
    return fb_status_get_icon_name (entry->event != NULL ? entry->event->status
                                                         : FB_STATUS_UNREADABLE);
  switch (entry->action)
    {
    case FB_DESK_DONE:
      return "object-select-symbolic";
    case FB_DESK_REOPENED:
      return "edit-undo-symbolic";
    case FB_DESK_NOTED:
    default:
      return "document-edit-symbolic";
    }
}

static GtkWidget *
make_entry_row (const FbHistoryEntry *entry)
{
  g_autofree char *title = dup_entry_title (entry);
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  g_autofree char *time = fb_full_time_format (entry->received_at, fb_clock_format_from_desktop ());
  const char *failure = entry->event != NULL ? entry->event->failure : NULL;
  const char *said = entry->is_desk ? entry->note : failure;
  g_autofree char *text = said != NULL ? g_strdup_printf ("%s\n%s", said, time) : g_strdup (time);
  g_autofree char *markup = fb_value_to_markup (text);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", escaped, "subtitle", markup,
                                 "title-lines", 0, "subtitle-lines", 0, NULL);

  adw_action_row_add_prefix (
    ADW_ACTION_ROW (row), g_object_new (GTK_TYPE_IMAGE, "icon-name", get_entry_icon_name (entry),
                                        "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  return row;
}

static void
on_history (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AdwPreferencesGroup) group = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = fb_store_list_history_finish (FB_STORE (source), result, &error);

  /* Another fax was chosen meanwhile, or there is nothing to be told. */
  if (entries == NULL || gtk_widget_get_parent (GTK_WIDGET (group)) == NULL)
    return;
  for (guint i = 0; i < entries->len; i++)
    adw_preferences_group_add (group, make_entry_row (g_ptr_array_index (entries, i)));
  gtk_widget_set_visible (GTK_WIDGET (group), entries->len > 0);
}

static void
fb_fax_details_add_history (FbFaxDetails *self)
{
  AdwPreferencesGroup *group = add_group (self, _ ("History"));

  gtk_widget_set_visible (GTK_WIDGET (group), FALSE);
  g_cancellable_cancel (self->history_cancellable);
  g_clear_object (&self->history_cancellable);
  if (self->store == NULL || fb_fax_get_message_id (self->fax) == NULL)
    return;
  self->history_cancellable = g_cancellable_new ();
  fb_store_list_history_async (self->store, fb_fax_get_message_id (self->fax),
                               self->history_cancellable, on_history, g_object_ref (group));
}

/* What some ask sometimes */

static void
fb_fax_details_add_documents (FbFaxDetails *self, AdwExpanderRow *expander)
{
  GPtrArray *documents = fb_fax_get_documents (self->fax);

  for (guint i = 0; documents != NULL && i < documents->len; i++)
    {
      const FbDocument *document = g_ptr_array_index (documents, i);
      g_autofree char *size = g_format_size ((guint64) document->size);
      g_autofree char *title =
        g_strdup_printf ("%s, %s", fb_document_get_format_label (document), size);
      add_technical_row (expander, make_copy_row (title, document->path));
      add_technical_row (expander, make_copy_row (_ ("SHA-256"), document->sha256));
    }
}

static void
on_expanded (AdwExpanderRow *expander, GParamSpec *pspec, FbFaxDetails *self)
{
  self->is_expanded = adw_expander_row_get_expanded (expander);
}

static void
fb_fax_details_add_technical (FbFaxDetails *self, const FbEvent *event)
{
  AdwPreferencesGroup *group = add_group (self, NULL);
  GtkWidget *row = adw_expander_row_new ();
  AdwExpanderRow *expander = ADW_EXPANDER_ROW (row);
  const gboolean is_inbound = event->direction == FB_DIRECTION_INBOUND;
  g_autofree char *attempt = event->attempt > 0 ? g_strdup_printf ("%d", event->attempt) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Technical Details"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Technical Details"), -1);
  adw_preferences_group_add (group, row);
  add_technical_time (expander, _ ("Arrived on This Computer"), fb_fax_get_received_at (self->fax));
  add_technical_time (expander, _ ("Created"), event->created_at);
  add_technical_time (expander, _ ("Completed"), event->resolved_at);
  add_technical_row (expander, make_row (is_inbound ? _ ("Caller ID") : _ ("Sent With Caller ID"),
                                         event->caller_id));
  add_technical_row (expander, make_row (_ ("Station Identifier (CSID)"), event->csid));
  add_technical_row (expander, make_row (_ ("Attempt"), attempt));
  add_technical_row (expander, make_row (_ ("Documo’s Status"), event->status_name));
  add_technical_row (expander, make_row (_ ("Last Event"), event->name));
  add_technical_row (expander, make_copy_row (_ ("Message ID"), event->message_id));
  fb_fax_details_add_documents (self, expander);
  adw_expander_row_set_expanded (expander, self->is_expanded);
  g_signal_connect (expander, "notify::expanded", G_CALLBACK (on_expanded), self);
}

/* The fax */

static void
fb_fax_details_fill (FbFaxDetails *self)
{
  const FbEvent *event = self->fax != NULL ? fb_fax_get_event (self->fax) : NULL;
  GtkWidget *group;

  while ((group = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, group);
  gtk_stack_set_visible_child_name (self->stack, event != NULL ? "fax" : "none");
  if (event == NULL)
    return;

  fb_fax_details_show_heading (self);
  fb_fax_details_show_state (self);
  fb_fax_details_show_note (self);
  fb_fax_details_add_fax (self, event);
  fb_fax_details_add_history (self);
  fb_fax_details_add_technical (self, event);
}

static gboolean
on_fill (gpointer user_data)
{
  FbFaxDetails *self = FB_FAX_DETAILS (user_data);

  self->fill_source = 0;
  fb_fax_details_fill (self);
  return G_SOURCE_REMOVE;
}

/* After the frame: who holds an arrow key down passes many faxes. */
static void
fb_fax_details_queue_fill (FbFaxDetails *self)
{
  if (self->fill_source == 0)
    self->fill_source = g_idle_add_full (G_PRIORITY_LOW, on_fill, self, NULL);
}

/* GObject */

static void
fb_fax_details_dispose (GObject *object)
{
  FbFaxDetails *self = FB_FAX_DETAILS (object);

  g_clear_handle_id (&self->fill_source, g_source_remove);
  g_cancellable_cancel (self->history_cancellable);
  g_clear_object (&self->history_cancellable);
  g_clear_object (&self->store);
  g_clear_object (&self->document_sync);
  g_clear_object (&self->fax_signals);
  g_clear_object (&self->fax);
  /* Letting go of the template frees the child, which the bin would free again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_FAX_DETAILS);

  G_OBJECT_CLASS (fb_fax_details_parent_class)->dispose (object);
}

static void
fb_fax_details_finalize (GObject *object)
{
  g_free (FB_FAX_DETAILS (object)->shown_note);

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
  gtk_widget_class_bind_template_child (widget_class, FbFaxDetails, stack);
  gtk_widget_class_bind_template_child (widget_class, FbFaxDetails, empty_page);
  gtk_widget_class_bind_template_child (widget_class, FbFaxDetails, scroller);
  gtk_widget_class_bind_template_child (widget_class, FbFaxDetails, title);
  gtk_widget_class_bind_template_child (widget_class, FbFaxDetails, subtitle);
  gtk_widget_class_bind_template_child (widget_class, FbFaxDetails, state);
  gtk_widget_class_bind_template_child (widget_class, FbFaxDetails, state_icon);
  gtk_widget_class_bind_template_child (widget_class, FbFaxDetails, state_label);
  gtk_widget_class_bind_template_child (widget_class, FbFaxDetails, note_row);
  gtk_widget_class_bind_template_child (widget_class, FbFaxDetails, groups);
  gtk_widget_class_bind_template_callback (widget_class, on_note_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_note_key);
}

static void
fb_fax_details_init (FbFaxDetails *self)
{
  self->fax_signals = g_signal_group_new (FB_TYPE_FAX);
  g_signal_group_connect_swapped (self->fax_signals, "notify::loaded",
                                  G_CALLBACK (fb_fax_details_queue_fill), self);

  self->shown_note = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  fb_fax_details_show (self, NULL, 0);
}

/**
 * fb_fax_details_show:
 * @self: details
 * @fax: (nullable): the fax that is selected, the first one of several
 * @n_selected: how many are
 *
 * Shows the fax, or how many there are.
 */
void
fb_fax_details_show (FbFaxDetails *self, FbFax *fax, guint n_selected)
{
  g_return_if_fail (FB_IS_FAX_DETAILS (self));
  g_return_if_fail (fax == NULL || FB_IS_FAX (fax));

  g_autofree char *title =
    n_selected > 1 ? g_strdup_printf (
                       ngettext ("%'u Fax Selected", "%'u Faxes Selected", n_selected), n_selected)
                   : g_strdup (_ ("No Fax Selected"));

  adw_status_page_set_title (self->empty_page, title);
  if (n_selected != 1)
    fax = NULL;
  /* A note that was begun is not lost when another fax is chosen. */
  if (self->fax != fax)
    fb_fax_details_save_note (self);
  if (g_set_object (&self->fax, fax))
    {
      fb_fax_details_set_note (self, NULL);
      g_signal_group_set_target (self->fax_signals, self->fax);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
    }
  fb_fax_details_queue_fill (self);
}

/**
 * fb_fax_details_set_store:
 * @self: details
 * @store: knows what happened to faxes
 */
void
fb_fax_details_set_store (FbFaxDetails *self, FbStore *store)
{
  g_return_if_fail (FB_IS_FAX_DETAILS (self));
  g_return_if_fail (FB_IS_STORE (store));

  g_set_object (&self->store, store);
}

/**
 * fb_fax_details_set_document_sync:
 * @self: the details
 * @document_sync: fetches documents that were not delivered
 */
void
fb_fax_details_set_document_sync (FbFaxDetails *self, FbDocumentSync *document_sync)
{
  g_return_if_fail (FB_IS_FAX_DETAILS (self));

  g_set_object (&self->document_sync, document_sync);
}

/**
 * fb_fax_details_edit_note:
 * @self: details
 *
 * Puts the keyboard's focus to the note.
 */
void
fb_fax_details_edit_note (FbFaxDetails *self)
{
  g_return_if_fail (FB_IS_FAX_DETAILS (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->note_row));
}

/**
 * fb_fax_details_set_waiting_limit:
 * @self: details
 * @limit: minutes after which an open fax stands out; 0 for never
 */
void
fb_fax_details_set_waiting_limit (FbFaxDetails *self, guint limit)
{
  g_return_if_fail (FB_IS_FAX_DETAILS (self));

  self->waiting_limit = limit;
  fb_fax_details_queue_fill (self);
}
