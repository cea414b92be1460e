/* fb-autostart-file.c
 *
 * The file by which a desktop starts the application at login, after freedesktop.org's autostart
 * and desktop entry specifications. Everything that reads or writes it blocks on the disk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-autostart-file-private.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define GNOME_KEY "X-GNOME-Autostart-enabled"

/* The kernel adds it to the name of a program that was replaced while it runs. */
#define DELETED_SUFFIX " (deleted)"

/**
 * fb_autostart_file_dup_path:
 *
 * Does not look whether the file exists. For any thread.
 *
 * Returns: (transfer full): the absolute path of the file, in the encoding of file names
 */
char *
fb_autostart_file_dup_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "autostart", APPLICATION_ID ".desktop", NULL);
}

/* An argument in double quotes, in which these four are escaped; and a percent sign is doubled. */
static void
append_quoted (GString *command, const char *argument)
{
  g_string_append_c (command, '"');
  for (const char *c = argument; *c != '\0'; c++)
    {
      if (strchr ("\"`$\\", *c) != NULL)
        g_string_append_c (command, '\\');
      if (*c == '%')
        g_string_append_c (command, '%');
      g_string_append_c (command, *c);
    }
  g_string_append_c (command, '"');
}

/**
 * fb_autostart_file_dup_command:
 * @program: an absolute path
 *
 * Quotes @program after the desktop entry specification. For any thread.
 *
 * Returns: (transfer full): a value for the key Exec, before the escaping that all values get
 */
char *
fb_autostart_file_dup_command (const char *program)
{
  GString *command = g_string_new (NULL);

  append_quoted (command, program);
  g_string_append (command, " --background");
  return g_string_free (command, FALSE);
}

static gboolean
get_boolean (GKeyFile *keys, const char *key, gboolean otherwise)
{
  g_autoptr (GError) error = NULL;
  gboolean value = g_key_file_get_boolean (keys, G_KEY_FILE_DESKTOP_GROUP, key, &error);

  return error == NULL ? value : otherwise;
}

/**
 * fb_autostart_file_is_enabled:
 * @path: the path of the file
 *
 * A file that can't be read counts as none. Blocks on the disk; for any thread.
 *
 * Returns: whether the file exists, names a program, and is not switched off by its keys
 */
gboolean
fb_autostart_file_is_enabled (const char *path)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();

  return g_key_file_load_from_file (keys, path, G_KEY_FILE_NONE, NULL) &&
         g_key_file_has_key (keys, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_EXEC, NULL) &&
         !get_boolean (keys, G_KEY_FILE_DESKTOP_KEY_HIDDEN, FALSE) &&
         get_boolean (keys, GNOME_KEY, TRUE);
}

static char *
dup_this_program (GError **error)
{
  char *path = g_file_read_link ("/proc/self/exe", error);

  if (path != NULL && g_str_has_suffix (path, DELETED_SUFFIX))
    path[strlen (path) - strlen (DELETED_SUFFIX)] = '\0';
  return path;
}

/**
 * fb_autostart_file_write:
 * @path: the path of the file
 * @program: (nullable): the absolute path of the program to start, %NULL for the running one
 * @error: (optional): return location for a `GFileError`
 *
 * Writes the file, and the folder if it is missing. A file that exists is replaced only by a
 * complete one. Blocks on the disk; for any thread.
 *
 * Returns: whether the file was written
 */
gboolean
fb_autostart_file_write (const char *path, const char *program, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *this_program = program == NULL ? dup_this_program (error) : NULL;
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  const char *group = G_KEY_FILE_DESKTOP_GROUP;

  if (program == NULL && this_program == NULL)
    return FALSE;
  g_autofree char *command =
    fb_autostart_file_dup_command (program != NULL ? program : this_program);
  g_key_file_set_string (keys, group, G_KEY_FILE_DESKTOP_KEY_TYPE, "Application");
  g_key_file_set_string (keys, group, G_KEY_FILE_DESKTOP_KEY_NAME, _ ("Faxbell"));
  g_key_file_set_string (keys, group, G_KEY_FILE_DESKTOP_KEY_COMMENT,
                         _ ("Start receiving faxes when you log in"));
  g_key_file_set_string (keys, group, G_KEY_FILE_DESKTOP_KEY_ICON, APPLICATION_ID);
  g_key_file_set_string (keys, group, G_KEY_FILE_DESKTOP_KEY_EXEC, command);
  g_key_file_set_boolean (keys, group, G_KEY_FILE_DESKTOP_KEY_TERMINAL, FALSE);
  g_key_file_set_boolean (keys, group, GNOME_KEY, TRUE);
  g_autofree char *content = g_key_file_to_data (keys, NULL, NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;
      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code), "%s",
                   g_strerror (code));
      return FALSE;
    }
  return g_file_set_contents_full (path, content, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0644, error);
}

/**
 * fb_autostart_file_remove:
 * @path: the path of the file
 * @error: (optional): return location for a `GFileError`
 *
 * A file that does not exist is no error. Blocks on the disk; for any thread.
 *
 * Returns: whether the file does not exist any more
 */
gboolean
fb_autostart_file_remove (const char *path, GError **error)
{
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;

  int code = errno;
  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code), "%s", g_strerror (code));
  return FALSE;
}
