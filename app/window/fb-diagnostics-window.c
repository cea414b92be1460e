/* fb-diagnostics-window.c
 *
 * "Is It Working?": a row for everything that faxes need, with what to do where something is wrong.
 * It follows while it is open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-diagnostics-window.h"

#include <glib/gi18n.h>

#include "fb-diagnostic-row.h"

struct _FbDiagnosticsWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkLabel *summary_label;
  GtkListBox *list;
  FbDiagnosticRow *rows[FB_N_DIAGNOSTICS];

  FbDiagnostics *diagnostics;
};

G_DEFINE_FINAL_TYPE (FbDiagnosticsWindow, fb_diagnostics_window, ADW_TYPE_WINDOW)

static void
show_summary (FbDiagnosticsWindow *self, guint n_problems)
{
  g_autofree char *summary =
    n_problems == 0 ? g_strdup (_ ("Nothing needs your attention"))
                    : g_strdup_printf (g_dngettext (NULL, "%u thing needs your attention",
                                                    "%u things need your attention", n_problems),
                                       n_problems);

  gtk_label_set_text (self->summary_label, summary);
}

static void
fb_diagnostics_window_show (FbDiagnosticsWindow *self)
{
  guint n_problems = 0;

  for (guint i = 0; i < FB_N_DIAGNOSTICS; i++)
    {
      g_autoptr (FbDiagnostic) diagnostic =
        fb_diagnostics_ask (self->diagnostics, (FbDiagnosticSubject) i);

      fb_diagnostic_row_show (self->rows[i], diagnostic);
      n_problems += diagnostic->level == FB_DIAGNOSTIC_ATTENTION;
    }
  show_summary (self, n_problems);
}

/* The application's actions are those of its windows; this one is a dialog. */
static void
activate_of_parent (FbDiagnosticsWindow *self, const char *action)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  /* The window itself, below other dialogs. */
  while (parent != NULL && gtk_window_get_transient_for (parent) != NULL)
    parent = gtk_window_get_transient_for (parent);
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), action, NULL);
}

static void
on_remedy_chosen (FbDiagnosticsWindow *self, guint remedy)
{
  switch ((FbRemedy) remedy)
    {
    case FB_REMEDY_PREFERENCES:
      activate_of_parent (self, "app.preferences");
      break;
    case FB_REMEDY_PUBLIC_ADDRESS:
      activate_of_parent (self, "app.public-address");
      break;
    case FB_REMEDY_ACCOUNT:
      activate_of_parent (self, "app.account");
      break;
    case FB_REMEDY_WEBHOOK:
      activate_of_parent (self, "app.delivery");
      break;
    case FB_REMEDY_MEND_WEBHOOK:
      fb_diagnostics_mend_webhook (self->diagnostics);
      break;
    case FB_REMEDY_CHECK_WEBHOOK:
      fb_diagnostics_check_webhook (self->diagnostics);
      break;
    case FB_REMEDY_TRY_AGAIN:
      activate_of_parent (self, "win.try-again");
      break;
    case FB_REMEDY_CHECK_OUTSIDE:
      fb_diagnostics_check_outside (self->diagnostics);
      break;
    case FB_REMEDY_CHECK_ACCOUNT:
      fb_diagnostics_check_account (self->diagnostics);
      break;
    case FB_REMEDY_DOWNLOAD:
      fb_diagnostics_download (self->diagnostics);
      break;
    case FB_REMEDY_TEST_FAX:
      activate_of_parent (self, "app.test-fax");
      break;
    case FB_REMEDY_SET_UP:
      activate_of_parent (self, "app.set-up");
      break;
    case FB_REMEDY_NONE:
    case FB_REMEDY_STATUS:
    default:
      break;
    }
}

static void
on_copy_clicked (FbDiagnosticsWindow *self)
{
  g_autofree char *report = fb_diagnostics_dup_report (self->diagnostics);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), report);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_ ("Report copied")));
}

static void
add_rows (FbDiagnosticsWindow *self)
{
  for (guint i = 0; i < FB_N_DIAGNOSTICS; i++)
    {
      GtkWidget *row = fb_diagnostic_row_new ((FbDiagnosticSubject) i);

      self->rows[i] = FB_DIAGNOSTIC_ROW (row);
      g_signal_connect_object (row, "remedy-chosen", G_CALLBACK (on_remedy_chosen), self,
                               G_CONNECT_SWAPPED);
      gtk_list_box_append (self->list, row);
    }
}

/* GObject */

static void
fb_diagnostics_window_dispose (GObject *object)
{
  FbDiagnosticsWindow *self = FB_DIAGNOSTICS_WINDOW (object);

  if (self->diagnostics != NULL)
    fb_diagnostics_set_active (self->diagnostics, FALSE);
  g_clear_object (&self->diagnostics);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_DIAGNOSTICS_WINDOW);

  G_OBJECT_CLASS (fb_diagnostics_window_parent_class)->dispose (object);
}

static void
fb_diagnostics_window_class_init (FbDiagnosticsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_diagnostics_window_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-diagnostics-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FbDiagnosticsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, FbDiagnosticsWindow, summary_label);
  gtk_widget_class_bind_template_child (widget_class, FbDiagnosticsWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
}

static void
fb_diagnostics_window_init (FbDiagnosticsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_rows (self);
}

/**
 * fb_diagnostics_window_new:
 * @parent: (nullable): the window that it belongs to, which has the actions, or a dialog of it
 * @diagnostics: what it shows, which is active while it is open; for one window at a time
 *
 * Returns: (transfer none): the window; present it
 */
FbDiagnosticsWindow *
fb_diagnostics_window_new (GtkWindow *parent, FbDiagnostics *diagnostics)
{
  g_return_val_if_fail (FB_IS_DIAGNOSTICS (diagnostics), NULL);

  FbDiagnosticsWindow *self =
    g_object_new (FB_TYPE_DIAGNOSTICS_WINDOW, "transient-for", parent, NULL);

  self->diagnostics = g_object_ref (diagnostics);
  g_signal_connect_object (diagnostics, "changed", G_CALLBACK (fb_diagnostics_window_show), self,
                           G_CONNECT_SWAPPED);
  fb_diagnostics_set_active (diagnostics, TRUE);
  fb_diagnostics_window_show (self);
  return self;
}
