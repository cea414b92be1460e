/* fb-render-protocol.h
 *
 * What Faxbell and faxbell-render say to each other. They are always of the same build, on the same
 * machine, so plain structs will do.
 *
 * The helper's only connection is a SOCK_SEQPACKET, its descriptor FB_RENDER_SOCKET; each packet is
 * one struct. When it has shut itself in, it says so with an answer of the kind FB_RENDER_READY.
 * From then on each request, which brings exactly one descriptor along (SCM_RIGHTS), gets exactly
 * one answer, in order. Whatever is longer than an answer is written into the memory that the
 * request brought: a memfd that the asking side has sized, and sealed against growing and
 * shrinking.
 *
 * Nothing that the helper says is believed before it is checked: it may have been taken over by the
 * document.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FB_RENDER_SOCKET 3

/* The exit status of a helper that could not shut itself in. */
#define FB_RENDER_EXIT_NOT_CONFINED 3

/* What is shown at most. Documo's faxes have up to 4,800 pages. */
#define FB_RENDER_MAX_PAGES 10000
/* Pixels of one rendered page: one of the finest fax resolution, 408 × 391 dpi, has 15 million. */
#define FB_RENDER_MAX_PIXELS (24 * 1000 * 1000)
/* Of either side, in pixels. */
#define FB_RENDER_MAX_SIDE 16384
/* Sides of a page in points, 1/72 inch; what is outside is brought inside. */
#define FB_RENDER_MIN_POINTS 1.0f
#define FB_RENDER_MAX_POINTS 14400.0f
/* Unicode characters of one page. */
#define FB_RENDER_MAX_CHARACTERS 65536

/**
 * FbRenderKind:
 * @FB_RENDER_READY: no request: the helper is shut in. Answer: `confinement`
 * @FB_RENDER_OPEN: with the document, open for reading; once, before all else. Answer: `n_pages`
 * @FB_RENDER_SIZES: of the pages from `page` on, `count` of them, into #FbRenderSize in memory
 * @FB_RENDER_PAGE: draw `page`, upright, into `width` × `height` pixels in memory, in cairo's
 *   CAIRO_FORMAT_RGB24 without padding, the unused byte 0xff. Answer: `flags`
 * @FB_RENDER_TEXT: of `page`, into an #FbRenderText in memory
 * @FB_RENDER_PDF: write a PDF of all pages into the descriptor, a new file open for writing.
 *   Answer: `flags`
 *
 * What is asked for, and answered.
 */
typedef enum
{
  FB_RENDER_READY,
  FB_RENDER_OPEN,
  FB_RENDER_SIZES,
  FB_RENDER_PAGE,
  FB_RENDER_TEXT,
  FB_RENDER_PDF,
} FbRenderKind;

/**
 * FbRenderStatus:
 * @FB_RENDER_OK: done
 * @FB_RENDER_NOT_A_DOCUMENT: neither PDF nor TIFF, or too damaged to be opened
 * @FB_RENDER_ENCRYPTED: it takes a password
 * @FB_RENDER_DAMAGED: this page, or this request, can't be done
 * @FB_RENDER_TOO_LARGE: it would take more than the limits above
 * @FB_RENDER_NO_SPACE: the file that was brought can't be written
 * @FB_RENDER_BAD_REQUEST: there is no such page, or memory of the wrong size was brought
 *
 * How it went.
 */
typedef enum
{
  FB_RENDER_OK,
  FB_RENDER_NOT_A_DOCUMENT,
  FB_RENDER_ENCRYPTED,
  FB_RENDER_DAMAGED,
  FB_RENDER_TOO_LARGE,
  FB_RENDER_NO_SPACE,
  FB_RENDER_BAD_REQUEST,
} FbRenderStatus;

/**
 * FbRenderFlags:
 * @FB_RENDER_PARTIAL: a part of the page could not be read: what there is was drawn
 * @FB_RENDER_FONT_MISSING: a font that the document doesn't bring is not on this computer
 *
 * What a reader has to be told of a page.
 */
typedef enum
{
  FB_RENDER_PARTIAL = 1 << 0,
  FB_RENDER_FONT_MISSING = 1 << 1,
} FbRenderFlags;

/**
 * FbRenderConfinement:
 * @FB_RENDER_SECCOMP: system calls are filtered; always set
 * @FB_RENDER_LANDLOCK: the kernel denies it all files, too
 *
 * How the helper has shut itself in.
 */
typedef enum
{
  FB_RENDER_SECCOMP = 1 << 0,
  FB_RENDER_LANDLOCK = 1 << 1,
} FbRenderConfinement;

/* A request; what a kind doesn't use is 0. */
typedef struct
{
  guint32 kind;
  guint32 serial; /* comes back in the answer */
  guint32 page;   /* from 0 */
  guint32 count;
  guint32 width; /* pixels */
  guint32 height;
} FbRenderRequest;

/* An answer; what a kind doesn't use is 0. */
typedef struct
{
  guint32 kind;
  guint32 serial;
  guint32 status;
  guint32 flags;       /* FbRenderFlags */
  guint32 confinement; /* FbRenderConfinement */
  guint32 n_pages;     /* at most FB_RENDER_MAX_PAGES */
  guint32 has_more;    /* 1 if the document has more pages than that */
} FbRenderAnswer;

/* The shape of a page as it is to be read, in points. */
typedef struct
{
  float width;
  float height;
} FbRenderSize;

/* Where a character is, as fractions of the page's width and height from its top left. */
typedef struct
{
  float x1, y1, x2, y2;
} FbRenderArea;

/* The text of a page, in reading order; a line ends with U+000A. */
typedef struct
{
  guint32 n_characters;
  guint32 is_cut; /* 1 if there are more than these */
  guint32 characters[FB_RENDER_MAX_CHARACTERS];
  FbRenderArea areas[FB_RENDER_MAX_CHARACTERS];
} FbRenderText;

G_END_DECLS
