/* fb-hidden-input.c
 *
 * Reads a password or a key from standard input: neither the command line nor the environment is a
 * place for one. Who types it on a terminal isn't shown it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-hidden-input.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static gboolean
hide_input (const char *prompt, struct termios *before)
{
  struct termios hidden;

  if (!isatty (STDIN_FILENO) || tcgetattr (STDIN_FILENO, before) != 0)
    return FALSE;
  g_printerr ("%s ", prompt);
  hidden = *before;
  hidden.c_lflag &= ~(tcflag_t) ECHO;
  return tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
}

/**
 * fb_hidden_input_read:
 * @prompt: what to ask for on a terminal, translated
 * @buffer: (out caller-allocates): for the line, without its end; the caller's to clear
 * @size: bytes of @buffer
 *
 * It blocks.
 *
 * Returns: whether there was a line
 */
gboolean
fb_hidden_input_read (const char *prompt, char *buffer, int size)
{
  struct termios before;
  gboolean is_hidden = hide_input (prompt, &before);
  gboolean is_read = fgets (buffer, size, stdin) != NULL;

  if (is_hidden)
    {
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
      g_printerr ("\n");
    }
  if (is_read)
    buffer[strcspn (buffer, "\r\n")] = '\0';
  return is_read;
}
