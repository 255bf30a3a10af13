/** Links made by released programs. They open for ever: add to this list, never change it. */
export const corpus = [
  { link: 'aiwaN8APneYE9f-icEigHwFM5IitA0zvYWKAxoJQZDExeqZCECgpCaDKFJAKUAI7VAVYOQH0mOobGILuBBNgc5LIQqWUIagyaAYsZI6ACRFPG1BBYCsAremDVhxQvqJ4F8mJ1qmtjAUIRml4', name: 'An API on Lambda', nodes: 3, wires: 2, setting: { memoryMb: 512, ioMs: 120 } },
  { link: 'ahZlLDoAgDESv4gE0QYwncc3ChdE7EO7uDAUsGHHhJyGBUl7bAVJwcJ8PUXtewy4HdoyDwvoTEBX1cQh2ufAhqxuAOwRdOjWBK1g0Ls_MvrxfYCY_bkRZwSgw29Lq8sLHjBN_oxU6q2YtGPWnSIIsCnHPFtCXVwppnW3AJPxnGZJWJbGMRXJqNZIoEN6eVNICFbqLzw8xnUU09DraHYzTG5Ai95G6g7sBRuwjTg', name: 'Orders through a queue', nodes: 6, wires: 5, setting: {} },
] as const
