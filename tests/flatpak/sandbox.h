/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "shell-windows.h"
#include "tray-host.h"

G_BEGIN_DECLS

/**
 * Sandbox:
 * @host: the desktop outside of it, with a tray
 * @shell: what GNOME's portal asks for open windows
 *
 * The installed Flatpak, and the host that it runs on.
 */
typedef struct
{
  TrayHost host;
  ShellWindows *shell;
} Sandbox;

/* In place of %NULL, for a desktop whose portals know nothing of applications in the background. */
#define SANDBOX_WITHOUT_BACKGROUND "gtk"

#define SANDBOX_TEST(path, function)                                                               \
  g_test_add (path, Sandbox, NULL, sandbox_set_up, function, sandbox_tear_down)

void sandbox_set_up (Sandbox *sandbox, gconstpointer data);
void sandbox_tear_down (Sandbox *sandbox, gconstpointer data);

void sandbox_start (Sandbox *sandbox, const char *argument);
void sandbox_quit (Sandbox *sandbox);
void sandbox_wait_for_end (Sandbox *sandbox);
gboolean sandbox_has_window (gpointer unused);
gboolean sandbox_is_running (gpointer sandbox);
gboolean sandbox_is_gone (gpointer sandbox);
void sandbox_post (Sandbox *sandbox, const char *name, const char *document);

void sandbox_assert_opened (Sandbox *sandbox, const char *document);

void sandbox_call_application (Sandbox *sandbox, const char *method, GVariant *arguments);
void sandbox_run_on_host (const char *command, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
