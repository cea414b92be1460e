/* fb-header-scanner.c
 *
 * The grammar of a request line and of header lines (RFC 9112, 3 and 5), byte by byte. libsoup
 * skips lines without a colon, and accepts blanks before a colon, bare CRs, and more than one space
 * in the request line; a proxy in front may read such a request otherwise. It only says whether the
 * grammar is kept, and goes on to the end of the headers in any case.
 *
 * A line may end with LF alone, which RFC 9112, 2.2 lets a recipient accept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-header-scanner.h"

#include <string.h>

typedef enum
{
  STATE_START, /* RFC 9112, 2.2: an empty line before the request line is ignored */
  STATE_METHOD,
  STATE_TARGET,
  STATE_VERSION,
  STATE_LINE_START,
  STATE_NAME,
  STATE_VALUE,
  STATE_CR,
  STATE_DONE,
} State;

struct _FbHeaderScanner
{
  gsize max_bytes;
  gsize n_bytes;
  State state;
  guint n_empty_lines; /* before the request line */
  gsize n_token;       /* bytes of the part of the line that the state is about */
  gboolean is_line_empty;
  gboolean is_malformed;
  gboolean is_too_large;
};

/**
 * fb_header_scanner_new:
 * @max_bytes: how many bytes request line and headers may have
 *
 * Returns: (transfer full): a scanner
 */
FbHeaderScanner *
fb_header_scanner_new (gsize max_bytes)
{
  FbHeaderScanner *scanner = g_rc_box_new0 (FbHeaderScanner);

  scanner->max_bytes = max_bytes;
  return scanner;
}

/**
 * fb_header_scanner_ref:
 * @scanner: a scanner
 *
 * Returns: (transfer full): another reference to it
 */
FbHeaderScanner *
fb_header_scanner_ref (FbHeaderScanner *scanner)
{
  return g_rc_box_acquire (scanner);
}

/**
 * fb_header_scanner_unref:
 * @scanner: (transfer full): a scanner
 *
 * Gives up a reference.
 */
void
fb_header_scanner_unref (FbHeaderScanner *scanner)
{
  g_rc_box_release (scanner);
}

/* RFC 9110, 5.6.2. */
static gboolean
is_token (guint8 c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("!#$%&'*+-.^_`|~", c) != NULL);
}

/* What may be in a header's value: tabs, printable characters, bytes of other charsets. */
static gboolean
is_text (guint8 c)
{
  return c == '\t' || (c >= ' ' && c != 0x7f);
}

/* What may be in a target. Some clients send other charsets there, too. */
static gboolean
is_visible (guint8 c)
{
  return c > ' ' && c != 0x7f;
}

static void
enter (FbHeaderScanner *scanner, State state)
{
  scanner->state = state;
  scanner->n_token = 0;
}

/* A part of the request line: @is_valid characters, at least one of them, up to a space. */
static void
scan_part (FbHeaderScanner *scanner, guint8 c, gboolean is_valid, State next)
{
  if (c == ' ' && scanner->n_token > 0)
    {
      enter (scanner, next);
      return;
    }
  scanner->n_token++;
  scanner->is_malformed |= !is_valid;
}

static void
end_line (FbHeaderScanner *scanner)
{
  if (scanner->state == STATE_METHOD || scanner->state == STATE_TARGET ||
      scanner->state == STATE_NAME || (scanner->state == STATE_VERSION && scanner->n_token == 0))
    scanner->is_malformed = TRUE;
  enter (scanner, STATE_LINE_START);
}

static void
scan_start (FbHeaderScanner *scanner, guint8 c)
{
  /* A CR is the end of an empty line, if a LF follows. */
  scanner->is_malformed |= scanner->n_token > 0 && c != '\n';
  scanner->n_token = c == '\r';
  if (c == '\n')
    {
      /* libsoup takes two of them for the end. */
      if (++scanner->n_empty_lines < 2)
        return;
      scanner->is_malformed = TRUE;
      enter (scanner, STATE_DONE);
      return;
    }
  if (c == '\r')
    return;
  enter (scanner, STATE_METHOD);
  scan_part (scanner, c, is_token (c), STATE_TARGET);
}

static void
scan_line_start (FbHeaderScanner *scanner, guint8 c)
{
  /* A line that begins with a blank continues the one before (RFC 9112, 5.2): ambiguous. */
  scanner->n_token = 1;
  scanner->is_malformed |= !is_token (c);
  scanner->state = is_token (c) ? STATE_NAME : STATE_VALUE;
}

static void
scan_within_line (FbHeaderScanner *scanner, guint8 c)
{
  switch (scanner->state)
    {
    case STATE_METHOD:
      scan_part (scanner, c, is_token (c), STATE_TARGET);
      break;
    case STATE_TARGET:
      scan_part (scanner, c, is_visible (c), STATE_VERSION);
      break;
    case STATE_VERSION:
      scanner->n_token++;
      scanner->is_malformed |= !is_visible (c);
      break;
    case STATE_LINE_START:
      scan_line_start (scanner, c);
      break;
    case STATE_NAME:
      if (c == ':')
        enter (scanner, STATE_VALUE);
      else
        scanner->is_malformed |= !is_token (c);
      break;
    case STATE_VALUE:
      scanner->is_malformed |= !is_text (c);
      break;
    case STATE_START:
    case STATE_CR:
    case STATE_DONE:
    default:
      g_assert_not_reached ();
    }
}

static void
scan (FbHeaderScanner *scanner, guint8 c)
{
  gboolean was_cr = scanner->state == STATE_CR;

  if (scanner->state == STATE_START)
    {
      scan_start (scanner, c);
      return;
    }
  if (was_cr)
    {
      /* The line ended with the CR, if a LF follows. */
      scanner->is_malformed |= c != '\n';
      scanner->state = scanner->is_line_empty && c == '\n' ? STATE_LINE_START : STATE_VALUE;
    }
  if (c == '\n')
    {
      gboolean is_end = scanner->state == STATE_LINE_START;

      end_line (scanner);
      if (is_end)
        enter (scanner, STATE_DONE);
    }
  else if (c == '\r')
    {
      scanner->is_line_empty = scanner->state == STATE_LINE_START;
      if (!scanner->is_line_empty)
        end_line (scanner);
      scanner->state = STATE_CR;
    }
  else
    scan_within_line (scanner, c);
}

/**
 * fb_header_scanner_feed:
 * @scanner: a scanner
 * @data: the next bytes of the request
 * @length: the number of bytes
 *
 * Returns: how many of them may be passed on; fewer than @length if the headers are too large
 */
gsize
fb_header_scanner_feed (FbHeaderScanner *scanner, const guint8 *data, gsize length)
{
  for (gsize i = 0; i < length && scanner->state != STATE_DONE; i++)
    {
      if (scanner->n_bytes == scanner->max_bytes)
        {
          scanner->is_too_large = TRUE;
          scanner->state = STATE_DONE;
          return i;
        }
      scanner->n_bytes++;
      scan (scanner, data[i]);
    }
  return length;
}

/**
 * fb_header_scanner_is_done:
 * @scanner: a scanner
 *
 * Returns: whether the headers have ended, or are too large
 */
gboolean
fb_header_scanner_is_done (const FbHeaderScanner *scanner)
{
  return scanner->state == STATE_DONE;
}

/**
 * fb_header_scanner_is_malformed:
 * @scanner: a scanner
 *
 * Returns: whether request line or headers are malformed, as far as they were received
 */
gboolean
fb_header_scanner_is_malformed (const FbHeaderScanner *scanner)
{
  return scanner->is_malformed;
}

/**
 * fb_header_scanner_is_too_large:
 * @scanner: a scanner
 *
 * Returns: whether request line and headers have more bytes than they may
 */
gboolean
fb_header_scanner_is_too_large (const FbHeaderScanner *scanner)
{
  return scanner->is_too_large;
}
