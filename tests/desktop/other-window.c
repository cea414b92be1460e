/* A window of another application. On a click it prints the activation token that the compositor
 * gives for it, which a tray or a notification service would pass on. */

#include "config.h"

#include <gtk/gtk.h>

static void
on_released (GtkGestureClick *gesture, int n_press, double x, double y, GAppInfo *info)
{
  g_autoptr (GdkAppLaunchContext) context =
    gdk_display_get_app_launch_context (gdk_display_get_default ());
  g_autofree char *token =
    g_app_launch_context_get_startup_notify_id (G_APP_LAUNCH_CONTEXT (context), info, NULL);

  g_print ("%s\n", token);
}

static void
on_activate (GtkApplication *application, GAppInfo *info)
{
  GtkWidget *window = gtk_application_window_new (application);
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (click, "released", G_CALLBACK (on_released), info);
  gtk_widget_add_controller (window, GTK_EVENT_CONTROLLER (click));
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autoptr (GtkApplication) application =
    gtk_application_new (APPLICATION_ID ".Other", G_APPLICATION_DEFAULT_FLAGS);
  g_autoptr (GAppInfo) info =
    g_app_info_create_from_commandline ("true", "Other", G_APP_INFO_CREATE_NONE, NULL);

  g_signal_connect (application, "activate", G_CALLBACK (on_activate), info);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
