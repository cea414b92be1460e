/* fb-test-fax-view.c
 *
 * Sends a fax to oneself at a click, and says what came of it and what to do. It stands in a dialog
 * of its own, or wherever else somebody sets up how faxes come.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-test-fax-view.h"

#include <glib/gi18n.h>

#include "fb-error-words.h"
#include "fb-fax-announcement.h"
#include "fb-sync-enums.h"
#include "fb-test-fax-words.h"

struct _FbTestFaxView
{
  AdwBin parent_instance;

  GtkImage *icon;
  GtkLabel *title_label;
  GtkLabel *sentence_label;
  GtkSpinner *spinner;
  GtkButton *open_button;
  GtkButton *remedy_button;
  GtkButton *send_button;
  GtkButton *cancel_button;

  FbTestFaxSender *sender;
  GCancellable *sending; /* nullable: while one is on its way */
  gboolean is_local;     /* of the last one: it has tested this computer alone */
  FbTestFaxResult result;
  char *message_id; /* nullable: of the last one, if it is here */
};

typedef enum
{
  PROP_RESULT = 1,
} FbTestFaxViewProperty;

static GParamSpec *properties[PROP_RESULT + 1];

enum
{
  OPENED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbTestFaxView, fb_test_fax_view, ADW_TYPE_BIN)

/* Showing */

static void
show_icon (FbTestFaxView *self, const char *icon_name, const char *style)
{
  static const char *const styles[] = { "success", "warning", "dim-label" };

  gtk_image_set_from_icon_name (self->icon, icon_name);
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), styles[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), style);
}

static void
show_level (FbTestFaxView *self, FbDiagnosticLevel level)
{
  if (level == FB_DIAGNOSTIC_FINE)
    show_icon (self, "object-select-symbolic", "success");
  else if (level == FB_DIAGNOSTIC_ATTENTION)
    show_icon (self, "dialog-warning-symbolic", "warning");
  else
    show_icon (self, "dialog-question-symbolic", "dim-label");
}

static void
show_words (FbTestFaxView *self, const char *title, const char *sentence)
{
  gtk_label_set_text (self->title_label, title);
  gtk_label_set_text (self->sentence_label, sentence);
}

static void
show_button (GtkButton *button, gboolean is_shown)
{
  gtk_widget_set_visible (GTK_WIDGET (button), is_shown);
}

/* One of the buttons is what is meant to be pressed. */
static void
show_send_button (FbTestFaxView *self, const char *label, gboolean is_suggested)
{
  gtk_button_set_label (self->send_button, label);
  if (is_suggested)
    gtk_widget_add_css_class (GTK_WIDGET (self->send_button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->send_button), "suggested-action");
  show_button (self->send_button, TRUE);
}

static void
show_spinner (FbTestFaxView *self, gboolean is_shown)
{
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_shown);
  gtk_spinner_set_spinning (self->spinner, is_shown);
}

static char *
dup_way (FbTestFaxView *self)
{
  g_autofree char *address = fb_test_fax_sender_dup_address (self->sender);

  if (address == NULL)
    return g_strdup (_ ("No public address is set, so only this computer is tested, and not the "
                        "way from Documo to it."));
  /* Translators: an address */
  return g_strdup_printf (_ ("It goes to your public address, %s, and has to come in here."),
                          address);
}

static void
show_start (FbTestFaxView *self)
{
  g_autofree char *way = dup_way (self);
  g_autofree char *sentence = fb_join_sentences (
    _ ("Send a fax to yourself, to see whether faxes come in, ring and can be read."), way);

  show_icon (self, "mail-send-symbolic", "dim-label");
  show_words (self, _ ("Send a Test Fax"), sentence);
  show_spinner (self, FALSE);
  show_button (self->open_button, FALSE);
  show_button (self->remedy_button, FALSE);
  show_button (self->cancel_button, FALSE);
  show_send_button (self, _ ("_Send Test Fax"), TRUE);
}

static void
show_sending (FbTestFaxView *self)
{
  g_autofree char *way = dup_way (self);

  show_icon (self, "mail-send-symbolic", "dim-label");
  show_words (self, _ ("Sending the Test Fax…"), way);
  show_spinner (self, TRUE);
  show_button (self->open_button, FALSE);
  show_button (self->remedy_button, FALSE);
  show_button (self->cancel_button, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->cancel_button));
  show_button (self->send_button, FALSE);
}

/* Of one that is here: whether it rang; and how much of the way was tested. */
static char *
dup_more (FbTestFaxView *self)
{
  const char *bell = fb_test_fax_bell_get_sentence (fb_test_fax_sender_get_bell (self->sender));

  if (!self->is_local)
    return g_strdup (bell);
  return fb_join_sentences (
    bell, _ ("Only this computer was tested, and not the way from Documo to it: no public address "
             "is set."));
}

static char *
dup_result (FbTestFaxView *self)
{
  const char *advice = fb_test_fax_result_get_advice (self->result);
  g_autofree char *sentence =
    advice != NULL ? fb_join_sentences (fb_test_fax_result_get_sentence (self->result), advice)
                   : g_strdup (fb_test_fax_result_get_sentence (self->result));

  if (!fb_test_fax_result_is_kept (self->result))
    return g_steal_pointer (&sentence);
  g_autofree char *more = dup_more (self);
  return fb_join_sentences (sentence, more);
}

/* Who only hears what is shown hears it at once. */
static void
announce (FbTestFaxView *self, const char *title, const char *sentence)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *text = g_strconcat (title, ". ", sentence, NULL);

  if (GTK_IS_WINDOW (root))
    fb_text_announce (GTK_WINDOW (root), text);
}

/* Without a public address there is nothing there to look at. */
static FbRemedy
get_remedy (FbTestFaxView *self)
{
  const FbRemedy remedy = fb_test_fax_result_get_remedy (self->result);

  if (self->is_local && self->result == FB_TEST_FAX_ARRIVED)
    return FB_REMEDY_PUBLIC_ADDRESS;
  return self->is_local && remedy == FB_REMEDY_PUBLIC_ADDRESS ? FB_REMEDY_STATUS : remedy;
}

static void
show_result (FbTestFaxView *self)
{
  const char *title = fb_test_fax_result_get_title (self->result);
  const FbRemedy remedy = get_remedy (self);
  const gboolean is_kept = self->message_id != NULL;
  g_autofree char *sentence = dup_result (self);

  show_level (self, fb_test_fax_result_get_level (self->result));
  show_words (self, title, sentence);
  show_spinner (self, FALSE);
  show_button (self->open_button, is_kept);
  gtk_button_set_label (self->remedy_button, fb_remedy_get_label (remedy));
  show_button (self->remedy_button, remedy != FB_REMEDY_NONE);
  /* Before it is mended, another one would come as far. */
  if (is_kept || remedy == FB_REMEDY_NONE)
    gtk_widget_remove_css_class (GTK_WIDGET (self->remedy_button), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->remedy_button), "suggested-action");
  show_send_button (self, _ ("Send _Again"), !is_kept && remedy == FB_REMEDY_NONE);
  gtk_widget_grab_focus (GTK_WIDGET (is_kept ? self->open_button : self->send_button));
  show_button (self->cancel_button, FALSE);
  announce (self, title, sentence);
}

/* Sending */

static GWeakRef *
make_weak_ref (FbTestFaxView *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return weak;
}

/* What is on its way doesn't hold the view, with which it is given up. */
static FbTestFaxView *
take_strong_ref (GWeakRef *weak)
{
  FbTestFaxView *self = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);
  return self;
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbTestFaxView) self = take_strong_ref (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *message_id = NULL;
  const FbTestFaxResult what =
    fb_test_fax_sender_send_finish (FB_TEST_FAX_SENDER (source), result, &message_id, &error);

  if (self == NULL || self->sender == NULL)
    return;
  g_clear_object (&self->sending);
  self->result = what;
  g_free (self->message_id);
  self->message_id = g_steal_pointer (&message_id);
  show_result (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESULT]);
}

static void
on_send_clicked (FbTestFaxView *self)
{
  g_autofree char *address = NULL;

  if (self->sender == NULL || self->sending != NULL)
    return;
  address = fb_test_fax_sender_dup_address (self->sender);
  self->is_local = address == NULL;
  self->sending = g_cancellable_new ();
  show_sending (self);
  fb_test_fax_sender_send_async (self->sender, self->sending, on_sent, make_weak_ref (self));
}

static void
on_cancel_clicked (FbTestFaxView *self)
{
  g_cancellable_cancel (self->sending);
}

/* What to do then */

/* The application's actions are those of its windows, and this may stand in a dialog. */
static void
activate (FbTestFaxView *self, const char *action, GVariant *target)
{
  g_autoptr (GVariant) owned = target != NULL ? g_variant_ref_sink (target) : NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWindow *window = GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;

  while (window != NULL && !gtk_widget_activate_action_variant (GTK_WIDGET (window), action, owned))
    window = gtk_window_get_transient_for (window);
}

static void
on_open_clicked (FbTestFaxView *self)
{
  if (self->message_id == NULL)
    return;
  activate (self, "app.open-fax", g_variant_new_string (self->message_id));
  g_signal_emit (self, signals[OPENED], 0);
}

static void
on_remedy_clicked (FbTestFaxView *self)
{
  const FbRemedy remedy = get_remedy (self);

  /* In the assistant it is entered there. */
  if (remedy == FB_REMEDY_PUBLIC_ADDRESS &&
      gtk_widget_activate_action (GTK_WIDGET (self), "setup.show-page", "s", "address"))
    return;
  if (remedy == FB_REMEDY_STATUS)
    activate (self, "app.status", NULL);
  else
    activate (self, remedy == FB_REMEDY_PUBLIC_ADDRESS ? "app.public-address" : "app.preferences",
              NULL);
}

/* GtkWidget */

/* Where the test goes to may be another than when the view was made. */
static void
fb_test_fax_view_map (GtkWidget *widget)
{
  FbTestFaxView *self = FB_TEST_FAX_VIEW (widget);

  if (self->sender != NULL && self->sending == NULL && self->result == FB_TEST_FAX_NOT_SENT)
    show_start (self);
  GTK_WIDGET_CLASS (fb_test_fax_view_parent_class)->map (widget);
}

/* GObject */

static void
fb_test_fax_view_dispose (GObject *object)
{
  FbTestFaxView *self = FB_TEST_FAX_VIEW (object);

  g_cancellable_cancel (self->sending);
  g_clear_object (&self->sending);
  g_clear_object (&self->sender);
  /* Letting go of the template frees the child, which the bin would free again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_TEST_FAX_VIEW);

  G_OBJECT_CLASS (fb_test_fax_view_parent_class)->dispose (object);
}

static void
fb_test_fax_view_finalize (GObject *object)
{
  g_free (FB_TEST_FAX_VIEW (object)->message_id);

  G_OBJECT_CLASS (fb_test_fax_view_parent_class)->finalize (object);
}

static void
fb_test_fax_view_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  FbTestFaxView *self = FB_TEST_FAX_VIEW (object);

  switch ((FbTestFaxViewProperty) property_id)
    {
    case PROP_RESULT:
      g_value_set_enum (value, (int) self->result);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_test_fax_view_class_init (FbTestFaxViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fb_test_fax_view_dispose;
  object_class->finalize = fb_test_fax_view_finalize;
  object_class->get_property = fb_test_fax_view_get_property;

  properties[PROP_RESULT] =
    g_param_spec_enum ("result", NULL, NULL, FB_TYPE_TEST_FAX_RESULT, FB_TEST_FAX_NOT_SENT,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  widget_class->map = fb_test_fax_view_map;

  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-test-fax-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FbTestFaxView, icon);
  gtk_widget_class_bind_template_child (widget_class, FbTestFaxView, title_label);
  gtk_widget_class_bind_template_child (widget_class, FbTestFaxView, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, FbTestFaxView, spinner);
  gtk_widget_class_bind_template_child (widget_class, FbTestFaxView, open_button);
  gtk_widget_class_bind_template_child (widget_class, FbTestFaxView, remedy_button);
  gtk_widget_class_bind_template_child (widget_class, FbTestFaxView, send_button);
  gtk_widget_class_bind_template_child (widget_class, FbTestFaxView, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, on_open_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_remedy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_send_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
}

static void
fb_test_fax_view_init (FbTestFaxView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_test_fax_view_new:
 * @sender: sends faxes to oneself
 *
 * Its buttons activate the actions app.open-fax, app.preferences and app.status of the window that
 * it is in, or of one that this is a dialog of.
 *
 * Returns: (transfer floating): a view
 */
GtkWidget *
fb_test_fax_view_new (FbTestFaxSender *sender)
{
  FbTestFaxView *self = g_object_new (FB_TYPE_TEST_FAX_VIEW, NULL);

  fb_test_fax_view_set_sender (self, sender);
  return GTK_WIDGET (self);
}

/**
 * fb_test_fax_view_set_sender:
 * @self: a view that has none yet
 * @sender: sends faxes to oneself
 */
void
fb_test_fax_view_set_sender (FbTestFaxView *self, FbTestFaxSender *sender)
{
  g_return_if_fail (FB_IS_TEST_FAX_VIEW (self));
  g_return_if_fail (FB_IS_TEST_FAX_SENDER (sender));
  g_return_if_fail (self->sender == NULL);

  self->sender = g_object_ref (sender);
  show_start (self);
}

/**
 * fb_test_fax_view_get_result:
 * @self: a view
 *
 * The getter of #FbTestFaxView:result.
 *
 * Returns: what came of the last test
 */
FbTestFaxResult
fb_test_fax_view_get_result (FbTestFaxView *self)
{
  g_return_val_if_fail (FB_IS_TEST_FAX_VIEW (self), FB_TEST_FAX_NOT_SENT);

  return self->result;
}
